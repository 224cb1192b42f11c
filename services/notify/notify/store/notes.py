"""Rows of messages on their way by other channels than mail, with what became of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as insert_or

from notify.store.tables import notes, places
from portalkit.database import Reading, Transaction, listed, param
from portalkit.tables import deliveries

OTHERS = deliveries.c.kind.contains(":")  # of deliveries: what does not go by mail, such as `push:reply-posted`
ADD = insert_or(notes).on_conflict_do_nothing()
OF = (
    select(
        *(notes.c.id, notes.c.message_id, notes.c.channel, notes.c.name),
        *(deliveries.c.state, deliveries.c.attempts, deliveries.c.next_at, deliveries.c.ended_at),
        deliveries.c.last_error,
    )
    .join_from(notes, deliveries, deliveries.c.id == notes.c.id)
    .where(notes.c.message_id.in_(listed("messages")))
    .order_by(notes.c.created_at, notes.c.id)
)
NAMES = select(places.c.id, places.c.name).where(places.c.id.in_(listed("ids")))
FORGET = notes.delete().where(notes.c.created_at < param("before"))


def add(tx: Transaction, made: Sequence[dict[str, Any]]) -> None:
    """Keep where messages go: id, message_id, person, place_id and channel of each."""
    names = {row.id: row.name for row in tx.rows(NAMES, ids=[each["place_id"] for each in made])}
    rows = [each | {"name": names.get(each["place_id"], ""), "created_at": tx.now} for each in made]
    tx.execute_many(ADD, rows)


def of(db: Reading, message_ids: Sequence[str]) -> dict[str, list[Any]]:
    """What went where of these messages, with its delivery."""
    found: dict[str, list[Any]] = {}
    for row in db.rows(OF, messages=list(message_ids)) if message_ids else []:
        found.setdefault(row.message_id, []).append(row)
    return found


def forget(tx: Transaction, before: datetime) -> None:
    """Drop what was sent long ago; its deliveries are gone already."""
    tx.execute(FORGET, before=before)
