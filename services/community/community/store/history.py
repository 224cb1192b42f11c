"""Rows of what was done to posts."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, or_, select

from community.model.history import FOR_MODERATORS, Entry
from community.store.tables import history, people
from portalkit.database import Reading, Transaction, param
from portalkit.ids import new_id
from portalkit.posts import MODERATOR
from portalkit.viewer import Viewer

PAGE = 50
LIST = (
    select(
        history.c.id,
        history.c.at,
        history.c.by_id,
        people.c.name,
        people.c.kind,
        history.c.act,
        history.c.note,
        history.c.title,
        history.c.body,
    )
    .join_from(history, people, people.c.id == history.c.by_id, isouter=True)
    .where(
        history.c.thing_id == param("thing_id"),
        history.c.id < param("before"),
        or_(param("sees_all"), history.c.act.not_in(FOR_MODERATORS)),
    )
    .order_by(history.c.id.desc())
    .limit(PAGE + 1)
)


def note(tx: Transaction, by: Viewer, thing_id: str, act: str, **more: str | None) -> None:
    """Write down that `by` did `act` to the post; `more` are a note, and what stood there before."""
    tx.insert(history, Entry(new_id(), thing_id, tx.now, by.id, act, **more))  # type: ignore[arg-type]


def of(db: Reading, viewer: Viewer, thing_id: str, after: list[Any] | None) -> Sequence[Row[Any]]:
    """One more than a page of what was done to a post, newest first; what concerns flags is for moderators alone."""
    before = after[0] if after else "~"
    return db.rows(LIST, thing_id=thing_id, before=before, sees_all=viewer.has(MODERATOR))
