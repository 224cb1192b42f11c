"""Events that were given up: list them, look at one, try again, or let go."""

from typing import Any

from sqlalchemy import select

from portalkit.database import Reading, Transaction
from portalkit.tables import inbox

PARKED = select(inbox).where(inbox.c.state == "parked").order_by(inbox.c.seq)


def parked(db: Reading, type: str | None = None) -> list[dict[str, Any]]:
    """What is parked, oldest first, without people's data."""
    rows = db.rows(PARKED.where(inbox.c.type == type) if type else PARKED)
    shown = ("id", "type", "attempts", "received_at", "last_error")
    return [{name: getattr(row, name) for name in shown} for row in rows]


def show(db: Reading, id: str) -> dict[str, Any] | None:
    """One parked event, whole."""
    rows = db.rows(PARKED.where(inbox.c.id == id))
    return dict(rows[0]._mapping) if rows else None


def replay(tx: Transaction, id: str | None = None, type: str | None = None) -> int:
    """Make parked events due again, under their own ids, so what was done once is not done twice; how many."""
    statement = _chosen(inbox.update(), id, type).values(state="due", attempts=0, next_at=tx.now, last_error=None)
    tx.wakes = True
    return tx.execute(statement)


def discard(tx: Transaction, id: str | None = None, type: str | None = None) -> int:
    """Say that parked events will never be carried out; how many. They stay as done, so a repeat changes nothing."""
    return tx.execute(_chosen(inbox.update(), id, type).values(state="done", done_at=tx.now))


def _chosen(statement: Any, id: str | None, type: str | None) -> Any:
    statement = statement.where(inbox.c.state == "parked")
    if id:
        statement = statement.where(inbox.c.id == id)
    return statement.where(inbox.c.type == type) if type else statement
