"""Real parts for tests, quickly made."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from joserfc.jwk import ECKey
from sqlalchemy import select

from portalkit.clock import Clock, utc_now
from portalkit.database import Database, Reading
from portalkit.tables import outbox
from portalkit.testing.databases import Make, give_back, place
from portalkit.tokens import public_set
from portalkit.worker import Worker

KEY = ECKey.generate_key("P-256", parameters={"use": "sig", "alg": "ES256"}, private=True, auto_kid=True)
PUBLIC_KEYS = public_set(KEY)

T = TypeVar("T")


class Fresh(Database):
    """A database for one test."""

    @property
    def url(self) -> str:
        """Where it is, for settings and other processes."""
        return str(self.engine.url.render_as_string(hide_password=False))

    def close(self) -> None:
        """Give all connections back, and the database to the next test."""
        super().close()
        give_back(self.url)


def fresh_database(folder: Path, service: str, tables: Make, clock: Clock = utc_now, **options: Any) -> Fresh:
    """A database of one's own with a service's tables and the mechanisms', empty; `options` are Database's."""
    return Fresh(place(folder, service, tables), service, clock, synchronous="OFF", **options)


def published(db: Reading) -> list[tuple[str, str, int]]:
    """What has been published so far, in order: type, id and version of the thing."""
    rows = db.rows(select(outbox.c.type, outbox.c.subject, outbox.c.version).order_by(outbox.c.seq))
    return [(row.type, row.subject, row.version) for row in rows]


def at_once(*works: Callable[[], T]) -> list[T]:
    """What each of `works` gives, all begun at one moment on threads of their own. Raises what one of them raises."""
    together = threading.Barrier(len(works))

    def begin(work: Callable[[], T]) -> T:
        together.wait(10)
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return [running.result() for running in [pool.submit(begin, work) for work in works]]


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
