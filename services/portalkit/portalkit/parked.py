"""Events that were given up: list them, look at one, try again, or let go."""

from typing import Any

from sqlalchemy import func, select

from portalkit.database import Reading, Transaction
from portalkit.errors import Missing, Poison
from portalkit.events import Event
from portalkit.tables import inbox

UNREADABLE = "unreadable"  # the type of what came in and is no event

PARKED = select(inbox).where(inbox.c.state == "parked").order_by(inbox.c.seq)
COUNT = select(func.count()).where(inbox.c.state == "parked")


def parked(db: Reading, type: str | None = None, most: int | None = None) -> list[dict[str, Any]]:
    """What is parked, oldest first, without people's data."""
    statement = PARKED.where(inbox.c.type == type) if type else PARKED
    return [_shown(row) for row in db.rows(statement.limit(most))]


def count(db: Reading) -> int:
    """How many are parked."""
    return int(db.value(COUNT))


def show(db: Reading, id: str) -> dict[str, Any] | None:
    """One parked event, whole."""
    rows = db.rows(PARKED.where(inbox.c.id == id))
    return dict(rows[0]._mapping) if rows else None


def opened(db: Reading, id: str) -> dict[str, Any]:
    """One parked event's envelope, and the names of what it tells, without what it says. Raises Missing."""
    rows = db.rows(PARKED.where(inbox.c.id == id))
    if not rows:
        raise Missing()
    try:
        event = Event.from_json(rows[0].body)
    except ValueError:
        nothing = dict.fromkeys(("source", "subject", "thing_version", "happened_at", "requestid"))
        return _shown(rows[0]) | nothing | {"told": []}
    return _shown(rows[0]) | {
        "source": event.source,
        "subject": event.subject,
        "thing_version": event.version,
        "happened_at": event.time,
        "requestid": event.requestid,
        "told": sorted(event.data),
    }


def replay(tx: Transaction, id: str | None = None, type: str | None = None) -> int:
    """Make parked events due again, under their own ids, so what was done once is not done twice; how many."""
    statement = _chosen(inbox.update(), id, type).values(state="due", attempts=0, next_at=tx.now, last_error=None)
    tx.wakes = True
    return tx.execute(statement)


def discard(tx: Transaction, id: str | None = None, type: str | None = None) -> int:
    """Say that parked events will never be carried out; how many. They stay as done, so a repeat changes nothing."""
    return tx.execute(_chosen(inbox.update(), id, type).values(state="done", done_at=tx.now))


def _shown(row: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "type": row.type,
        "attempts": row.attempts,
        "received_at": row.received_at,
        "reason": reason(row.last_error or ""),
    }


def reason(error: str) -> str:
    """Why it was parked, without what people wrote: the text of a broken contract, else the fault's name alone."""
    fault, colon, text = error.partition(": ")
    if fault == Poison.__name__:
        return text
    return f"It failed with {fault}." if colon else error


def _chosen(statement: Any, id: str | None, type: str | None) -> Any:
    statement = statement.where(inbox.c.state == "parked")
    if id:
        statement = statement.where(inbox.c.id == id)
    return statement.where(inbox.c.type == type) if type else statement
