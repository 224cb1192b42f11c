"""What waits in a service's tables, for monitoring: read when asked, so it is true whichever process is asked."""

from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.exc import SQLAlchemyError

from portalkit.database import Database, Reading
from portalkit.relay import REFUSED
from portalkit.tables import deliveries, inbox, outbox, unindexed

_pending = outbox.c.published_at.is_(None)
# States are written out: a partial index serves only a statement that says the same as it does.
_due: ColumnElement[str] = literal_column("'due'")
WAITING: dict[str, Any] = {
    "outbox_pending": select(func.count()).where(_pending),
    "outbox_unroutable": REFUSED,
    "inbox_due": select(func.count()).where(inbox.c.state == _due),
    "inbox_parked": select(func.count()).where(inbox.c.state == literal_column("'parked'")),
    "deliveries_due": select(func.count()).where(deliveries.c.state == _due),
    "deliveries_failed": select(func.count()).where(deliveries.c.state == literal_column("'failed'")),
    "unindexed": select(func.count()).select_from(unindexed),
}
MEANING = {
    "outbox_pending": "Facts that are committed and not yet on the bus",
    "outbox_unroutable": "Those of them that the bus has refused and still does not have",
    "outbox_oldest_seconds": "How long the oldest of them has waited",
    "inbox_due": "Events received and not yet carried out",
    "inbox_parked": "Events given up until somebody decides",
    "deliveries_due": "Mails to be sent",
    "deliveries_failed": "Mails that could not be sent, of the last days",
    "unindexed": "Things that are newer than the search index",
    "database_up": "Whether the service's tables could be read",
}
ALL = select(*(each.scalar_subquery().label(name) for name, each in WAITING.items()))
OLDEST = select(func.min(outbox.c.created_at)).where(_pending)


def waiting(db: Reading) -> dict[str, float]:
    """How much waits, by name."""
    (row,) = db.rows(ALL)
    oldest = db.value(OLDEST)
    seconds = max((db.now - oldest).total_seconds(), 0.0) if oldest else 0.0
    return {**row._mapping, "outbox_oldest_seconds": seconds}


class Queues(Collector):
    """The tables of every service that this process serves."""

    def __init__(self) -> None:
        self._watched: dict[str, Database] = {}

    def watch(self, database: Database) -> None:
        """Tell of this service from now on."""
        self._watched[database.service] = database

    def collect(self) -> list[GaugeMetricFamily]:
        """Read them all; a service whose database does not answer is down, and the others are told of all the same."""
        families = {
            name: GaugeMetricFamily(f"atrium_{name}", meaning, labels=["service"]) for name, meaning in MEANING.items()
        }
        for service, database in self._watched.items():
            try:
                with database.reading() as db:
                    found = waiting(db) | {"database_up": 1}
            except (SQLAlchemyError, OSError):
                found = {"database_up": 0}
            for name, value in found.items():
                families[name].add_metric([service], value)
        return list(families.values())


QUEUES = Queues()
_registry = CollectorRegistry(auto_describe=False)
_registry.register(QUEUES)


def exposition() -> bytes:
    """The text about queues that /metrics answers beside what is counted."""
    return generate_latest(_registry)
