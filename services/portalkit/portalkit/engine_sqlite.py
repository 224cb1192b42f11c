"""SQLite as the database: durable, never waiting for a lock it cannot get, one writer at a time."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import orjson
from sqlalchemy import Connection, Engine, create_engine, event, select, text
from sqlalchemy.pool import QueuePool

from portalkit import prepared, scrubbing
from portalkit.tables import ticks
from portalkit.wake import Bell

BUSY_MS = 5000
WRITERS = 2
TURN_MS = 8  # SQLite then asks after 1, 2 and 5 ms
SETTINGS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_MS}",
    "PRAGMA secure_delete=ON",
    "PRAGMA cache_size=-8000",
)


def create(url: str, synchronous: str = "FULL", threads: int = 8, seconds: float | None = None) -> Engine:
    """An engine whose commits are on the disk when they return (`synchronous=FULL`), with a connection per thread.

    `seconds` is how long one statement may take where another process carries it out; here none does.
    """
    engine = create_engine(
        url,
        connect_args={"isolation_level": None, "check_same_thread": False},
        poolclass=QueuePool,
        pool_size=threads,
        max_overflow=threads,
        pool_reset_on_return=None,  # every block ends its transaction itself
        json_serializer=_to_json,
        json_deserializer=orjson.loads,
        hide_parameters=True,  # they hold what people typed, and faults are logged
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _: Any) -> None:
        cursor = connection.cursor()
        for setting in (*SETTINGS, f"PRAGMA synchronous={synchronous}"):
            cursor.execute(setting)
        cursor.close()

    engine.dialect.do_begin = _begin  # type: ignore[assignment,method-assign]
    return engine


class Kept:
    """Transactions on connections that are kept open between them; `open` begins one.

    Many a transaction takes less time than it takes to check a connection out of the pool and in again. What was used
    last is used next: it has the pages and the statements of a moment ago. At most `most` are kept. While they are,
    they wait `busy_ms` for a lock that somebody else holds.
    """

    def __init__(
        self,
        engine: Engine,
        open: Callable[[Connection, sqlite3.Connection], object],
        most: int,
        busy_ms: int = BUSY_MS,
    ) -> None:
        self._engine, self._open, self._most, self._busy_ms = engine, open, most, busy_ms
        self._kept: list[Connection] = []

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A connection in a transaction, which ends with the block."""
        try:
            connection = self._kept.pop()
        except IndexError:
            connection = self._engine.connect()
            if self._busy_ms != BUSY_MS:
                _driver(connection).execute(f"PRAGMA busy_timeout={self._busy_ms}")
        driver = _driver(connection)
        try:
            self._open(connection, driver)
            yield connection
            if connection.in_transaction():  # SQLAlchemy has carried out a statement by itself
                connection.commit()
            prepared.commit(connection)
        except BaseException:
            try:
                driver.rollback()
            finally:
                self._give_back(connection)
            raise
        if len(self._kept) < self._most:
            self._kept.append(connection)
        else:
            self._give_back(connection)

    def dispose(self) -> None:
        """Give back the connections that nobody uses."""
        while self._kept:
            self._give_back(self._kept.pop())

    def _give_back(self, connection: Connection) -> None:
        try:
            if self._busy_ms != BUSY_MS and not connection.invalidated:
                _driver(connection).execute(f"PRAGMA busy_timeout={BUSY_MS}")
        finally:
            connection.close()


def _driver(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.driver_connection)


def reading(engine: Engine) -> Kept:
    """Transactions that read. As many connections stay as the pool holds beside those that it opens for a rush."""
    return Kept(engine, lambda _, driver: driver.execute("BEGIN"), cast(QueuePool, engine.pool).size())


def writing(engine: Engine) -> Kept:
    """Transactions that write; one at a time, so few connections stay. Who has begun waits for no lock any more."""
    return Kept(engine, _begin_to_write, WRITERS, TURN_MS)


def _begin_to_write(connection: Connection, driver: sqlite3.Connection) -> None:
    # A transaction that reads first and writes later would fail at once when another wrote between
    # (SQLITE_BUSY_SNAPSHOT), so whoever is going to write says so at its beginning.
    if not _gets_its_turn(driver):
        prepared.run(connection, BEGIN)  # as its last try, which tells what the matter is


def is_clash(_: BaseException | None) -> bool:
    """Whether another transaction was faster: there is none beside the one that writes."""
    return False


def is_held(_: BaseException | None) -> bool:
    """Whether somebody else holds what was asked for: who waits here has waited long enough."""
    return False


def migrate_alone(_: Connection) -> None:
    """Keep other migrations out of this transaction: the first statement that writes does."""


@contextmanager
def turn(_: Engine, __: str) -> Iterator[bool]:
    """Whose turn it is: one machine has one worker process."""
    yield True


def ring(_: Engine) -> None:
    """Wake loops on other machines: there are none."""


def scrub(engine: Engine) -> bool:
    """Write the file anew, so that what was overwritten is nowhere in it; False while somebody uses it."""
    with engine.connect() as connection:
        return scrubbing.scrub(_driver(connection))


def bell(_: Engine, folder: Path, name: str) -> Bell:
    """What a loop waits at."""
    return Bell(folder, name)


def _to_json(value: Any) -> str:
    return orjson.dumps(value).decode()


def _gets_its_turn(driver: Any) -> bool:
    """Begin as soon as nobody else writes, within BUSY_MS.

    SQLite asks ever more seldom, at last every 100 ms, and whoever has just come asks before those who wait: among many
    writers some would not get their turn in seconds. So all of them ask every few milliseconds.
    """
    until = time.monotonic() + BUSY_MS / 1000
    while time.monotonic() < until:
        try:
            driver.execute("BEGIN IMMEDIATE")
            return True
        except sqlite3.OperationalError as fault:
            if fault.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                return False
    return False


def _begin(connection: Any) -> None:
    """Said to the driver, which by itself begins only to write; an event of the engine would cost each read more."""
    if not connection.in_transaction:
        connection.execute("BEGIN")


BEGIN = text("BEGIN IMMEDIATE")
TICK = text("INSERT INTO ticks (id, count) VALUES (1, 1) ON CONFLICT (id) DO UPDATE SET count = count + 1")
ALONE = TOGETHER = TRY_ALONE = TRY_TOGETHER = None  # whoever writes is alone
STATE = select(ticks.c.count).where(ticks.c.id == 1)
