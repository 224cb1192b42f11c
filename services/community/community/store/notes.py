"""Rows of notes."""

from collections.abc import Iterable

from sqlalchemy import select

from community.model.note import Note
from community.store.tables import notes
from portalkit.database import Reading, Transaction, columns, listed, param
from portalkit.viewer import Viewer

ONE = select(*columns(notes, Note)).where(notes.c.id == param("id"))
OF_PERSON = (
    select(notes.c.id, notes.c.title)
    .where(notes.c.id.in_(listed("ids")), notes.c.person_id == param("viewer_id"), notes.c.topic_id.is_(None))
    .order_by(notes.c.id)
)


def add(tx: Transaction, note: Note) -> None:
    """Add a row."""
    tx.insert(notes, note)


def at(db: Reading, id: str) -> Note:
    """One note, whoever asks: to tell others of it as it is. Raises Missing."""
    return db.one(ONE, Note, id=id)


def which(db: Reading, viewer: Viewer, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Those of `ids` that are for this person, with their titles. What stands in a topic is asked for by that."""
    return [(row.id, row.title) for row in db.rows(OF_PERSON, viewer, ids=list(ids))]
