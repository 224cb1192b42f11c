"""The cases of the routes of comments, which are exactly as visible as their articles."""

from leaks.cases import Case
from leaks.people import IN_COMMENTS, OF_COMMENTS
from leaks.routes_common import PAGES

COMMENTS = (
    Case(f"{PAGES}/comment/<comment_id>", (f"{PAGES}/comment/{{comment}}",), shows=IN_COMMENTS, by="keeper"),
    Case(
        "/v1/articles/<article_id>/comments",
        ("/v1/articles/{article}/comments",),
        shows=IN_COMMENTS,
        by="keeper",
    ),
    Case("/v1/comments/<comment_id>", ("/v1/comments/{comment}",), shows=IN_COMMENTS, by="keeper"),
    Case("/v1/comments/<comment_id>/history", ("/v1/comments/{comment}/history",), shows=("comment:own",), by="keeper"),
    Case("/v1/moderation/flags", shows=("comment:own",), by="keeper"),
    Case("/v1/moderation/held"),
    Case("/v1/moderation/appeals", shows=(*OF_COMMENTS, "comment:hidden"), by="keeper"),
    Case("/v1/decisions/<decision_id>", ("/v1/decisions/{decision}",), shows=OF_COMMENTS, by="keeper"),
    Case(
        "/v1/decisions/<decision_id>/appeal",
        ("/v1/decisions/{decision}/appeal",),
        method="POST",
        writes=True,
        body='{"text": "T"}',
    ),
    Case(
        "/v1/decisions/<decision_id>/outcome",
        ("/v1/decisions/{decision}/outcome",),
        method="PUT",
        writes=True,
        body='{"outcome": "reversed"}',
    ),
    Case("/internal/v1/comments/preview", method="POST", desk=True, body='{"body": "B"}'),
    Case("/v1/import/comments", method="POST", writes=True, body='{"items": []}'),
    *(
        Case(
            f"/v1/comments/<comment_id>{act}",
            (f"/v1/comments/{{comment}}{act}",),
            method=method,
            writes=True,
            body=body,
        )
        for act, method, body in (
            ("", "PATCH", '{"body": "B"}'),
            ("", "DELETE", ""),
            ("/hidden", "PUT", '{"hidden": true, "reason": "R"}'),
            ("/flags", "POST", '{"reason": "spam"}'),
            ("/flags/dismiss", "POST", ""),
        )
    ),
    Case(
        "/v1/articles/<article_id>/comments",
        ("/v1/articles/{article}/comments",),
        method="POST",
        writes=True,
        body='{"body": "B"}',
    ),
)
