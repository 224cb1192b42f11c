"""Rows of internal notes. Who may read the topic, and is of the staff, whoever asks has found out before."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select

from community.model.internal_note import InternalNote
from community.store.tables import people
from community.store.tables_notes import internal_notes
from portalkit.database import Reading, Transaction, columns, param

_beside = internal_notes.c.topic_id == param("topic")
ONE = select(*columns(internal_notes, InternalNote)).where(internal_notes.c.id == param("id"))
BESIDE = (
    select(*columns(internal_notes, InternalNote), people.c.name, people.c.kind)
    .join_from(internal_notes, people, people.c.id == internal_notes.c.author_id, isouter=True)
    .where(_beside)
    .order_by(internal_notes.c.written_at, internal_notes.c.id)
)
COUNT = select(func.count()).select_from(internal_notes).where(_beside)
DROP = internal_notes.delete().where(internal_notes.c.id == param("gone"))
MOVE = internal_notes.update().where(internal_notes.c.topic_id == param("place")).values(topic_id=param("target"))


def at(db: Reading, id: str) -> InternalNote:
    """One of them. Raises Missing."""
    return db.one(ONE, InternalNote, id=id)


def beside(db: Reading, topic_id: str) -> Sequence[Row[Any]]:
    """Those beside a topic, oldest first, each with its writer's name."""
    return db.rows(BESIDE, topic=topic_id)


def count(db: Reading, topic_id: str) -> int:
    """How many there are beside a topic."""
    return int(db.value(COUNT, topic=topic_id))


def add(tx: Transaction, note: InternalNote) -> None:
    """Add a row."""
    tx.insert(internal_notes, note)


def drop(tx: Transaction, id: str) -> None:
    """Delete a row."""
    tx.execute(DROP, gone=id)


def move(tx: Transaction, topic_id: str, target_id: str) -> None:
    """Put all beside one topic beside another."""
    tx.execute(MOVE, place=topic_id, target=target_id)
