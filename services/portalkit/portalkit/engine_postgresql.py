"""PostgreSQL as the database: durable, many writers at once, and nobody waits for long.

A writing transaction sees what is committed when each of its statements begins (READ COMMITTED), so whoever reads
something to decide what to write holds it first: `with_for_update`, or `Transaction.alone`. A reading one sees one
moment (REPEATABLE READ).
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Connection, Engine, cast, create_engine, event, func, select, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from portalkit.listening import CHANNEL, ListeningBell, is_quiet
from portalkit.settings import WrongSetting
from portalkit.tables import ticks
from portalkit.wake import Bell

SECONDS = 2.0  # that one statement of a request may take
# The server ends what nobody waits for any more: a lock that does not come, a transaction whose client hangs.
SETTINGS = {"lock_timeout": "1s", "idle_in_transaction_session_timeout": "10s", "timezone": "UTC", "jit": "off"}
# A connection whose other end is gone without a word is given up after ten seconds.
CONNECTION = {
    "connect_timeout": 2,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
# What passes and is nobody's fault, though the driver files it elsewhere: a server that takes no writes, a transaction
# that waited too long for its client.
PASSING = ("25006", "25P02", "25P03", "53", "57", "58")
# Another transaction was faster in a way that only the server sees: the same again sees what that one did.
CLASHES = ("23505", "40001", "40P01")
DURABLE = """SELECT current_setting('fsync'), current_setting('full_page_writes'),
 current_setting('synchronous_commit'), datcollate, pg_encoding_to_char(encoding)
 FROM pg_database WHERE datname = current_database()"""


def create(url: str, synchronous: str = "FULL", threads: int = 8, seconds: float = SECONDS) -> Engine:
    """An engine whose commits are on the disk when they return (`synchronous=FULL`), with a connection per thread.

    `seconds` is how long one statement may take. The first connection raises WrongSetting when the server does not keep
    what it confirms, or sorts otherwise than SQLite does.
    """
    given = SETTINGS | {"statement_timeout": f"{seconds * 1000:.0f}"}
    if synchronous != "FULL":
        given["synchronous_commit"] = "off"
    engine = create_engine(
        url,
        connect_args=CONNECTION | {"options": " ".join(f"-c {name}={value}" for name, value in given.items())},
        poolclass=QueuePool,
        pool_size=threads,
        max_overflow=threads,
        pool_timeout=SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,  # they hold what people typed, and faults are logged
    )
    event.listen(engine, "connect", _Assurance(durable=synchronous == "FULL"))
    event.listen(engine, "handle_error", _tell, retval=True)
    engine.dialect.do_ping = _is_alive  # type: ignore[assignment,method-assign]
    return engine


def reading(engine: Engine) -> Engine:
    """`engine` for transactions that see one moment and cannot write."""
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def writing(engine: Engine) -> Engine:
    """`engine` for transactions that write."""
    return engine.execution_options(preserve_rowcount=True)  # of an insert that met a row, too


def is_clash(fault: BaseException | None) -> bool:
    """Whether the same transaction may well succeed when it is run anew."""
    return str(getattr(fault, "sqlstate", None)) in CLASHES


def is_held(fault: BaseException | None) -> bool:
    """Whether somebody else held what was asked for."""
    return str(getattr(fault, "sqlstate", None)) == "55P03"


def migrate_alone(connection: Connection) -> None:
    """Keep other migrations out of this transaction, and let it take its time, but never wait long for a table."""
    for setting in ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout"):
        connection.execute(select(func.set_config(setting, "0", True)))
    connection.execute(ALONE, {"name": "migrate"})
    connection.execute(select(func.set_config("lock_timeout", SETTINGS["lock_timeout"], True)))


@contextlib.contextmanager
def turn(engine: Engine, name: str) -> Iterator[bool]:
    """Whether the caller is the only one who does `name` now, wherever the others run; until the block ends."""
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        mine = connection.execute(select(func.pg_try_advisory_lock(_key(name)))).scalar_one()
        try:
            yield bool(mine)
        finally:
            if mine and not connection.invalidated:
                connection.execute(select(func.pg_advisory_unlock(_key(name))))


def ring(engine: Engine) -> None:
    """Wake the service's loops on whatever machine. Fails without a word: they look by themselves, only later.

    It is said after the commit, since the server lets transactions that notify commit only one by one.
    """
    with contextlib.suppress(SQLAlchemyError), engine.execution_options(isolation_level="AUTOCOMMIT").connect() as one:
        one.execute(RING)


def scrub(_: Engine) -> bool:
    """What was overwritten is the server's: autovacuum takes it away; its archive is the operator's."""
    return True


def bell(engine: Engine, folder: Path, name: str) -> Bell:
    """What a loop waits at: this machine's rings, and commits wherever they were made."""
    return ListeningBell(folder, name, engine.url.render_as_string(hide_password=False))


def _key(name: str) -> Any:
    return func.hashtextextended(name, 0)


class _Assurance:
    """Looks at the server once: what it confirms must be on its disk."""

    def __init__(self, durable: bool) -> None:
        self._durable, self._done = durable, False

    def __call__(self, connection: Any, _: Any) -> None:
        if self._done:
            return
        with connection.cursor() as cursor:
            fsync, pages, commit, collation, encoding = cursor.execute(DURABLE).fetchone()
        connection.rollback()
        if self._durable and (fsync, pages, commit == "off") != ("on", "on", False):
            raise WrongSetting(
                "DATABASE_URL: the server may lose what it confirmed: it needs fsync, synchronous_commit"
                " and full_page_writes = on."
            )
        if collation not in ("C", "POSIX") or encoding != "UTF8":
            raise WrongSetting(
                f"DATABASE_URL: the database sorts by {collation} in {encoding}; make it with"
                " TEMPLATE template0 LC_COLLATE 'C' ENCODING 'UTF8'."
            )
        self._done = True


def _tell(context: Any) -> Exception | None:
    """The fault as it is told: without the row that the server quotes, and as what passes if it does."""
    fault = context.original_exception
    state, said = getattr(fault, "sqlstate", None), getattr(getattr(fault, "diag", None), "message_primary", None)
    if state is None or said is None:
        return None
    fault.args = (said,)
    kind = OperationalError if state.startswith(PASSING) else type(context.sqlalchemy_exception)
    return kind(context.statement, None, fault, hide_parameters=True)


def _is_alive(connection: Any) -> bool:
    """Whether the server has not hung up: that can be read without asking it anything."""
    while not is_quiet(connection.pgconn):
        connection.pgconn.consume_input()  # raises at the end of what the server said
    return True


# Writers count in one of 32 rows, each at its very end: none waits for another's commit, but where two connections
# share a row. A reader sees every commit before its moment and none after it, so the sum tells any two moments apart.
TICK = text(
    "INSERT INTO ticks (id, count) VALUES (pg_backend_pid() % 32, 1)"
    " ON CONFLICT (id) DO UPDATE SET count = ticks.count + 1"
)
STATE = select(cast(func.sum(ticks.c.count), BigInteger))
ALONE = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
TOGETHER = text("SELECT pg_advisory_xact_lock_shared(hashtextextended(:name, 0))")
TRY_ALONE = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))")
TRY_TOGETHER = text("SELECT pg_try_advisory_xact_lock_shared(hashtextextended(:name, 0))")
RING = select(func.pg_notify(CHANNEL, ""))
