"""What a comment is: what a reader says under an article, whose audiences decide who reads it too."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.model.article import is_editor
from portalkit.errors import Forbidden, Refused
from portalkit.posts import MODERATOR
from portalkit.viewer import Viewer

SHOWN, HIDDEN, REMOVED = "shown", "hidden", "removed"
KEEPERS = (MODERATOR, "author", "administrator")  # whose roles look after comments
# What one is told.
COMMENTED, COMMENT_HIDDEN, COMMENT_SHOWN = "article-commented", "comment-hidden", "comment-shown"
COMMENT_UPHELD = "comment-upheld"


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said. One that was `removed` by its writer has no text any more; a `held` one was never shown."""

    id: str
    article_id: str
    author_id: str
    body: str
    html: str
    written_at: datetime
    edited_at: datetime | None = None
    state: str = SHOWN
    held: bool = False
    hidden_by: str | None = None
    hidden_reason: str | None = None
    decision_id: str | None = None
    version: int = 1


def may_look_after(viewer: Viewer, in_remit: bool = True) -> bool:
    """Whether `viewer` may hide comments: a moderator, or an editor where they edit (`in_remit`), if that is asked."""
    return viewer.has(MODERATOR) or (in_remit and is_editor(viewer))


def check_can_look_after(viewer: Viewer) -> None:
    """Raise Forbidden unless `viewer` looks after comments somewhere."""
    if not may_look_after(viewer):
        raise Forbidden("Moderators, and who edits the article, look after comments.")


def may_comment(viewer: Viewer, commentable: bool) -> bool:
    """Every member, where the article takes comments."""
    return viewer.signed_in and commentable


def check_can_comment(commentable: bool) -> None:
    """Raise Refused for an article that takes no comments."""
    if not commentable:
        raise Refused("no-comments", "This article takes no comments.")


def may_remove(viewer: Viewer, author_id: str, state: str, held: bool) -> bool:
    """Its writer, unless it is hidden: then it stays, for whoever looks at that again."""
    return viewer.signed_in and viewer.id == author_id and (state == SHOWN or held)


def check_can_remove(viewer: Viewer, comment: Comment) -> None:
    """Raise Refused unless `viewer` wrote it, and nobody has hidden it."""
    if viewer.id != comment.author_id:
        raise Refused("not-yours", "Only who wrote this can delete it.", 403)
    if not may_remove(viewer, comment.author_id, comment.state, comment.held):
        raise Refused("hidden-already", "This is hidden, so it cannot be deleted.")


def may_read_history(viewer: Viewer, author_id: str) -> bool:
    """Who looks after comments, and who wrote this one."""
    return may_look_after(viewer) or (viewer.signed_in and viewer.id == author_id)
