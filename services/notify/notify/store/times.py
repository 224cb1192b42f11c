"""Rows of when people want mail."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import select

from notify.model.times import Times
from notify.store.tables import times
from portalkit.database import Reading, Transaction, columns, listed

OF = select(times.c.person, *columns(times, Times)).where(times.c.person.in_(listed("persons")))


def of(db: Reading, persons: Sequence[str]) -> dict[str, Times]:
    """When these persons want mail; of who is not among them nothing is known."""
    return {row[0]: Times(*row[1:]) for row in db.rows(OF, persons=list(persons))}


def choose(tx: Transaction, person: str, chosen: Times) -> None:
    """Somebody says when they want mail."""
    tx.put(times, person=person, **asdict(chosen), changed_at=tx.now)
