"""Migrations: each service has its own, run once before its processes start, never by them."""

import time
from importlib import import_module
from importlib.resources import files
from types import ModuleType
from typing import Any

import alembic.command
import structlog
from alembic import context
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection, Engine, MetaData, column
from sqlalchemy.exc import OperationalError

from portalkit.tables import metadata

log = structlog.get_logger(__name__)
TRIES = 60


def config(package: str) -> Config:
    """Alembic's view of `package`'s migrations (`<package>/store/migrations`)."""
    made = Config()
    made.set_main_option("script_location", str(files(package) / "store" / "migrations"))
    return made


def upgrade(package: str, engine: Engine, revision: str = "head") -> None:
    """Bring the database to `revision`, all in one transaction.

    Of several at once the others wait. While requests hold a table that has to change, it begins again and again
    rather than keep those behind it waiting. Raises OperationalError when that takes too long. A database that a newer
    release has migrated is left as it is: migrations take nothing away that a release before needs, so a service can
    be rolled back without its rows.
    """
    backend = import_module(f"portalkit.engine_{engine.dialect.name}")
    writing = backend.writing(engine)
    try:
        _upgrade(package, backend, writing, revision)
    finally:
        writing.dispose()


def _upgrade(package: str, backend: ModuleType, writing: Any, revision: str) -> None:
    for left in range(TRIES - 1, -1, -1):
        try:
            with writing.begin() as connection:
                backend.migrate_alone(connection)
                made = config(package)
                made.attributes["connection"] = connection
                current = MigrationContext.configure(connection).get_current_heads()
                if revision == "head" and current == (head(package),):
                    return None  # at once: most starts have nothing to migrate
                if newer := [at for at in current if not knows(package, at)]:
                    log.warning("schema-of-a-newer-release", service=package, revision=", ".join(newer))
                    return None
                return alembic.command.upgrade(made, revision)
        except OperationalError as fault:
            if not left or not backend.is_held(fault.orig):
                raise
        time.sleep(1)


def head(package: str) -> str | None:
    """The revision that this release brings a database to."""
    return ScriptDirectory.from_config(config(package)).get_current_head()


def knows(package: str, revision: str) -> bool:
    """Whether this release has heard of a revision; it has not of a newer release's."""
    try:
        return ScriptDirectory.from_config(config(package)).get_revision(revision) is not None
    except CommandError:
        return False


def check(package: str, engine: Engine) -> None:
    """Raise when the migrated tables differ from the ones the code describes."""
    with engine.begin() as connection:
        made = config(package)
        made.attributes["connection"] = connection
        alembic.command.check(made)


def run(tables: MetaData) -> None:
    """What a service's `env.py` calls: its own tables, and those of the mechanisms."""
    connection: Connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=[tables, metadata],
        render_as_batch=True,
        user_module_prefix="tables.",
    )
    context.run_migrations()


PARTLY = (("outbox", "person"), ("inbox", "person"), ("deliveries", "person"))


def index_what_is_there(op: Any) -> None:
    """A migration's step: of columns that most rows leave empty, index those rows that have something in them."""
    for table, name in PARTLY:
        there = column(name).is_not(None)
        op.drop_index(f"ix_{table}_{name}", table)
        op.create_index(f"ix_{table}_{name}", table, [name], sqlite_where=there, postgresql_where=there)


def index_everything(op: Any) -> None:
    """The step back."""
    for table, name in PARTLY:
        op.drop_index(f"ix_{table}_{name}", table)
        op.create_index(f"ix_{table}_{name}", table, [name])
