"""Real parts for tests, quickly made."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from joserfc.jwk import ECKey
from sqlalchemy import MetaData, select

from portalkit.clock import Clock, utc_now
from portalkit.database import Database, Reading
from portalkit.tables import metadata, outbox
from portalkit.tokens import public_set
from portalkit.worker import Worker

KEY = ECKey.generate_key("P-256", parameters={"use": "sig", "alg": "ES256"}, private=True, auto_kid=True)
PUBLIC_KEYS = public_set(KEY)


def fresh_database(folder: Path, service: str, tables: MetaData, clock: Clock = utc_now) -> Database:
    """A new SQLite database with a service's tables and the mechanisms'."""
    database = Database(f"sqlite:///{folder / service}.db", service, clock, synchronous="OFF")
    metadata.create_all(database.engine)
    tables.create_all(database.engine)
    return database


def published(db: Reading) -> list[tuple[str, str, int]]:
    """What has been published so far, in order: type, id and version of the thing."""
    rows = db.rows(select(outbox.c.type, outbox.c.subject, outbox.c.version).order_by(outbox.c.seq))
    return [(row.type, row.subject, row.version) for row in rows]


def eventually(check: Callable[[], Any], seconds: float = 10.0, every: float = 0.02) -> Any:
    """The first true answer of `check`. Fails with its last answer when there is none in time."""
    until = time.monotonic() + seconds
    while True:
        answer = check()
        if answer:
            return answer
        if time.monotonic() > until:
            raise AssertionError(f"not within {seconds} s: {check} last gave {answer!r}")
        time.sleep(every)


def drain(*workers: Worker, rounds: int = 50) -> None:
    """Let `workers` work on this thread until none of them finds anything to do."""
    for _ in range(rounds):
        if not sum(worker.run_once() for worker in workers):
            return
    raise AssertionError(f"still busy after {rounds} rounds")
