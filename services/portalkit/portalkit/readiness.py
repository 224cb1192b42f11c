"""Whether a service can answer: its own database, with a schema that this release can work with, and nothing else.

Bus, search and mail do not gate it: a request needs none of them to be accepted. What they are behind with is
reported from the service's own tables, so a probe never waits for somebody else.
"""

from functools import cache
from threading import Event
from typing import Any

import structlog
from sqlalchemy import Select, column, select, table
from sqlalchemy.exc import SQLAlchemyError

from portalkit.database import Database
from portalkit.queues import waiting

log = structlog.get_logger(__name__)
EVERY = 0.5  # seconds
REVISION: Select[Any] = select(column("version_num")).select_from(table("alembic_version"))


def readiness(database: Database, package: str | None) -> tuple[bool, dict[str, Any]]:
    """Whether it is ready, and what is known. `package` has the migrations; None leaves the schema out."""
    try:
        with database.reading() as db:
            behind = waiting(db)
            revision = db.value(REVISION) if package else None
    except SQLAlchemyError as fault:
        return False, {"ready": False, "database": type(fault).__name__}
    schema = "current"
    if package and revision != _head(package):
        schema = "older than this release: run migrate" if revision is None or _knows(package, revision) else "newer"
    ready = schema in ("current", "newer")  # a newer one is of the release after this, which this one lives with
    return ready, {"ready": ready, "database": "ok", "schema": schema, "revision": revision, "waiting": behind}


def wait(database: Database, package: str | None, stop: Event) -> bool:
    """Wait until it is ready, or until `stop`; whether it is.

    So a worker can be started before its tables are there, or while its database is away.
    """
    told = False
    while not stop.is_set():
        ready, known = readiness(database, package)
        if ready:
            return True
        if not told:
            log.warning("waiting-for-the-database", **known)
        told = True
        stop.wait(EVERY)
    return False


@cache
def _head(package: str) -> str | None:
    from portalkit.migrations import head  # a probe needs it once; a process that nobody probes, never

    return head(package)


@cache
def _knows(package: str, revision: str) -> bool:
    from portalkit.migrations import knows

    return knows(package, revision)
