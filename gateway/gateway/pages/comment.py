"""One comment: its writer changes it, a reader reports it, staff hide it, and what was done to it."""

from gateway.addresses import article_at
from gateway.asked import asked_cursor, one_of
from gateway.pages.judge_post import BACK
from gateway.panels import Panel, page
from gateway.upstream import comments
from portalkit.errors import Forbidden


@page("/comments/<comment_id>/edit", "edit_post.html", by="member")
def edit_comment(comment_id):
    """One's own comment."""
    panel = Panel(_allowed, comment_id, "edit", need=True, gives=("thing",))
    return {"kind": "comment", "theirs": None, "view": panel}


@page("/comments/<comment_id>/report", "report.html", by="member")
def report_comment(comment_id):
    """Tell the moderators of a comment."""
    return {"view": Panel(_allowed, comment_id, "flag", need=True, gives=("thing",))}


@page("/comments/<comment_id>/hide", "hide_post.html", by="staff")
def hide_comment_page(comment_id):
    """Say why a comment is hidden."""
    panel = Panel(_allowed, comment_id, "hide", need=True, gives=("thing",))
    return {"back": one_of("back", *BACK) or "", "view": panel}


@page("/comments/<comment_id>/history", "history.html", by="member")
def comment_history(comment_id):
    """What was done to a comment, and what it said before."""
    panel = Panel(_history, comment_id, asked_cursor(), need=True, gives=("kind", "id", "topic", "items", "next"))
    return {"view": panel}


SAYS = {
    "edit": "Only who wrote this can change it, for a day after it was written.",
    "flag": "You can report what others wrote, as long as it is shown.",
    "hide": "Moderators, and who edits the article, hide comments.",
}


def _allowed(caller, comment_id, act):
    """A comment as the pages about posts show one, for whom may do this with it: {thing}."""
    found = comments.comment(caller, comment_id)
    comment, article = found["comment"], found["article"]
    if not comment["can"][act]:
        raise Forbidden(SAYS[act])
    kept = {name: comment[name] for name in ("id", "html", "author", "hidden", "version", "can", "written_at")}
    return {
        "thing": kept
        | {
            "kind": "comment",
            "body": comment.get("body", ""),
            "path": f"/comments/{comment['id']}",
            "topic_title": article["title"],
            "place": f"{article_at(article['id'], article['title'])}#comment-{comment['id']}",
        }
    }


def _history(caller, comment_id, cursor):
    found = comments.history(caller, comment_id, cursor)
    items = [entry | {"title": None} for entry in found["items"]]
    return {"kind": "comment", "id": found["id"], "topic": found["article"], "items": items, "next": found["next"]}
