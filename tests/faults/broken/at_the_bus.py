"""What broken builds need that publish from where nobody should: the facts of one transaction, and the bus."""

from datetime import datetime

from portalkit.backends import open_bus
from portalkit.events import Event
from portalkit.settings import Settings, load
from portalkit.tables import outbox


def publish(service: str, events: list[Event]) -> None:
    """Hand `events` to the bus, and let go of it."""
    bus = open_bus(load(Settings, service), service, ())
    bus.publish(events)
    bus.close()


def fact(tx, id: str) -> Event:
    """The fact of an outbox row of this transaction."""
    [row] = tx.rows(outbox.select().where(outbox.c.id == id))
    names = ("type", "subject", "version", "data", "requestid", "person")
    more = {name: getattr(row, name) for name in names} | {"personal": row.personal or {}, "time": row.created_at}
    return Event(id=id, source=f"/{tx.service}", **more)


def mark(tx, ids: list[str], now: datetime) -> None:
    """Say of outbox rows that they are published."""
    tx.execute(outbox.update().where(outbox.c.id.in_(ids)).values(published_at=now))
