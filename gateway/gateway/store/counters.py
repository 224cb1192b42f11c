"""The gateway's own database: it only counts and remembers, so a commit need not wait for the disk."""

import itertools

import structlog
from sqlalchemy.exc import SQLAlchemyError

from gateway import NAME
from portalkit.database import Database
from portalkit.errors import Unavailable
from portalkit.limits import Limit, prune_limits, take
from portalkit.settings import Settings

log = structlog.get_logger(__name__)
PRUNE_EVERY = 500


def open_database(settings: Settings, url: str = "") -> Database:
    """The database of counters and last words; at `url`, if there is one."""
    url = url or settings.place(NAME)
    if url.startswith("sqlite:"):
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    return Database(url, NAME, synchronous="NORMAL")


class Limits:
    """Counts what people and addresses do, in rows, so that all processes count together."""

    def __init__(self, database: Database) -> None:
        self._database, self._count = database, itertools.count(1)

    def take(self, *wanted: tuple[Limit, str]) -> int:
        """Take one of each limit for its key; how many the tightest has left. Raises Throttled, Unavailable.

        When the counters cannot be reached nothing is let through: a limit that can be broken by breaking it is none.
        """
        try:
            with self._database.transaction(counted=False) as tx:
                if next(self._count) % PRUNE_EVERY == 0:
                    prune_limits(tx)
                return min(take(tx, limit, key) for limit, key in wanted)
        except SQLAlchemyError as fault:
            log.error("counters-unavailable", exc_info=fault)
            raise Unavailable("This is not taken just now. Try again in a moment.") from fault
