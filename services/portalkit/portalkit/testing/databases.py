"""Databases for tests: a file each on SQLite; on PostgreSQL one of a few that are emptied and used again.

TEST_DATABASES=postgres chooses the latter, on the server at TEST_POSTGRES_URL.
"""

import atexit
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, MetaData, create_engine, delete, func, make_url, select, table, text

from portalkit.ids import new_id
from portalkit.tables import metadata
from portalkit.testing.servers import server

Make = MetaData | Callable[[Engine], None] | None
ON_POSTGRES = os.environ.get("TEST_DATABASES") == "postgres"
only_on_sqlite = pytest.mark.skipif(ON_POSTGRES, reason="about SQLite alone")
OTHERS = text(
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
TABLES = text("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
SEQUENCES = text("SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace")
_free: dict[tuple[str, Make], list[str]] = defaultdict(list)
_taken: dict[str, tuple[str, Make]] = {}
_empty: dict[tuple[str, Make], bytes] = {}


def place(folder: Path, service: str, make: Make) -> str:
    """The URL of a database of `service` with the tables that `make` makes (None: no table), and nothing in them.

    In `folder` on SQLite. On PostgreSQL it is the caller's until `give_back`, or until the process ends.
    """
    if make is None:
        return on_server(service) if ON_POSTGRES else f"sqlite:///{folder / service}.db"
    return _on_postgres(service, make) if ON_POSTGRES else _on_sqlite(folder, service, make)


def give_back(url: str) -> None:
    """Let the next test have this database."""
    if (kind := _taken.pop(url, None)) is not None:
        _free[kind].append(url)


def _on_sqlite(folder: Path, service: str, make: Make) -> str:
    kind = (service, make)
    if kind not in _empty:
        with tempfile.TemporaryDirectory(prefix="atrium-empty-") as made:
            _fill(f"sqlite:///{made}/{service}.db", make)
            _empty[kind] = Path(made, f"{service}.db").read_bytes()
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / f"{service}.db").exists():
        (folder / f"{service}.db").write_bytes(_empty[kind])
    return f"sqlite:///{folder / service}.db"


def _fill(url: str, make: Make) -> None:
    engine = create_engine(url)
    if isinstance(make, MetaData):
        metadata.create_all(engine)
        make.create_all(engine)
    elif make is not None:
        make(engine)
    engine.dispose()


def _on_postgres(service: str, make: Make) -> str:
    kind = (service, make)
    if _free[kind]:
        url = _free[kind].pop()
        _sweep(url)
    else:
        url = on_server(service)
        _fill(url, make)
    _taken[url] = kind
    return url


def _sweep(url: str) -> None:
    """Empty every table, whatever an earlier test left open."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(OTHERS)
        tables = [table(name) for name in connection.scalars(TABLES) if name != "alembic_version"]
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # keys and triggers look away
        for each in tables:
            connection.execute(delete(each))
        for name in connection.scalars(SEQUENCES).all():
            connection.execute(select(func.setval(name, 1, False)))
    engine.dispose()


def on_server(service: str) -> str:
    """A new database on the test server; it goes when the process ends."""
    admin = make_url(server("postgres"))
    name = f"test_{service}_{new_id()[-12:]}"
    _tell_server(f"CREATE DATABASE {name} TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C' ENCODING 'UTF8'")
    atexit.register(_tell_server, f"DROP DATABASE {name} WITH (FORCE)")
    return admin.set(database=name).render_as_string(hide_password=False)


def _tell_server(statement: str) -> None:
    engine = create_engine(server("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
