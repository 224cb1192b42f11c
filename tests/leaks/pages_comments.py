"""The cases of the gateway's routes about comments."""

from leaks.cases import Case
from leaks.people import IN_COMMENTS
from leaks.routes_common import form

COMMENTS_READ = (
    Case(
        "/comments/decisions/<decision_id>",
        ("/comments/decisions/{decision}",),
        shows=("comment:hidden",),
        by="keeper",
    ),
    *(
        Case(f"/comments/<comment_id>/{act}", (f"/comments/{{comment}}/{act}",), shows=shows, by="keeper")
        for act, shows in (("edit", IN_COMMENTS), ("report", ("comment:own",)), ("hide", IN_COMMENTS), ("history", ()))
    ),
)
COMMENT_FORMS = (
    form("/articles/<article_id>/comments", "/articles/{article}/comments", "body=B"),
    form("/comments/<comment_id>/edit", "/comments/{comment}/edit", "body=B&version=1"),
    form("/comments/<comment_id>/delete", "/comments/{comment}/delete"),
    form("/comments/<comment_id>/report", "/comments/{comment}/report", "reason=spam"),
    form("/comments/<comment_id>/hide", "/comments/{comment}/hide", "reason=R&version=1", desk=True),
    form("/comments/<comment_id>/show", "/comments/{comment}/show", "version=1", desk=True),
    form("/comments/<comment_id>/dismiss", "/comments/{comment}/dismiss"),
    form("/comments/decisions/<decision_id>/appeal", "/comments/decisions/{decision}/appeal", "text=T"),
    form(
        "/comments/decisions/<decision_id>/judge",
        "/comments/decisions/{decision}/judge",
        "outcome=reversed&version=1",
    ),
    form("/comments/preview", "/comments/preview", "body=B"),
)
