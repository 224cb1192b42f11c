"""Rows of what was done to comments."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, or_, select

from knowledge.model.comment import may_look_after
from knowledge.model.comment_entry import FOR_KEEPERS, CommentEntry
from knowledge.store.tables import comment_history, people
from portalkit.database import Reading, Transaction, param
from portalkit.ids import new_id
from portalkit.viewer import Viewer

PAGE, LAST = 50, "~"  # behind every id
LIST = (
    select(
        comment_history.c.id,
        comment_history.c.at,
        comment_history.c.by_id,
        people.c.name,
        people.c.kind,
        comment_history.c.act,
        comment_history.c.note,
        comment_history.c.body,
    )
    .join_from(comment_history, people, people.c.id == comment_history.c.by_id, isouter=True)
    .where(
        comment_history.c.comment_id == param("comment_id"),
        comment_history.c.id < param("before"),
        or_(param("sees_all"), comment_history.c.act.not_in(FOR_KEEPERS)),
    )
    .order_by(comment_history.c.id.desc())
    .limit(PAGE + 1)
)
FORGET = comment_history.delete().where(comment_history.c.comment_id == param("comment"))


def note(tx: Transaction, by: Viewer, comment_id: str, act: str, note: str = "", body: str | None = None) -> None:
    """Write down that `by` did `act` to the comment; `body` is what stood there before."""
    tx.insert(comment_history, CommentEntry(new_id(), comment_id, tx.now, by.id, act, note, body))


def forget(tx: Transaction, comment_id: str) -> None:
    """Drop all that was written down of a comment whose writer takes it back."""
    tx.execute(FORGET, comment=comment_id)


def of(db: Reading, viewer: Viewer, comment_id: str, after: list[Any] | None) -> Sequence[Row[Any]]:
    """One more than a page of what was done to a comment, newest first; for its writer not who told of it."""
    before = after[0] if after else LAST
    return db.rows(LIST, comment_id=comment_id, before=before, sees_all=may_look_after(viewer))
