"""Copies of PostgreSQL databases, by its own tools."""

import os
import shutil
import subprocess
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from sqlalchemy import URL, MetaData, create_engine, inspect, make_url, text

SECONDS = 3600.0
DROP_FUNCTIONS = text(  # but those of extensions
    """
DO $$
DECLARE each regprocedure;
BEGIN
  FOR each IN SELECT oid FROM pg_proc AS f WHERE pronamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = f.oid AND deptype = 'e')
  LOOP
    EXECUTE format('DROP ROUTINE %s', each);
  END LOOP;
END $$
"""
)


class ToolFailed(Exception):
    """One of PostgreSQL's tools is not there, or says no; the text tells which and why."""


def dump(url: str, to: Path) -> None:
    """Write the database as it is at one moment, in pg_dump's own form. Raises ToolFailed."""
    _run("pg_dump", url, "--format=custom", "--no-owner", f"--file={to}")
    to.chmod(0o600)


def put(source: Path, url: str) -> None:
    """Bring a dump back into an empty database, all or nothing. Raises ToolFailed."""
    # Who may use the tables is a matter of where they are put, and of the roles that there are.
    _run("pg_restore", url, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(source))


def is_whole(path: Path) -> bool:
    """Whether pg_restore can read what is in the file. Raises ToolFailed when there is no pg_restore."""
    return _call([_tool("pg_restore"), "--list", str(path)], "").returncode == 0


def revision(url: str) -> str | None:
    """The schema's revision of a database."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    engine.dispose()
    return found


def is_empty(url: str) -> bool:
    """Whether the database has no tables."""
    engine = create_engine(url)
    tables = inspect(engine).get_table_names()
    engine.dispose()
    return not tables


def empty(url: str) -> None:
    """Drop every table, and the functions that were their triggers."""
    engine = create_engine(url)
    there = MetaData()
    there.reflect(engine)
    there.drop_all(engine)
    with engine.begin() as connection:
        connection.execute(DROP_FUNCTIONS)
    engine.dispose()


def _run(tool: str, url: str, *options: str) -> None:
    parts = make_url(url)
    # The password travels in the environment: what stands on a command line can be read by everybody on the machine.
    place = URL.create("postgresql", parts.username, None, parts.host, parts.port, parts.database, parts.query)
    done = _call(
        [_tool(tool), f"--dbname={place.render_as_string(hide_password=False)}", *options], str(parts.password or "")
    )
    if done.returncode:
        raise ToolFailed(f"{tool} failed: {done.stderr.strip()[-500:]}")


def _call(command: list[str], password: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.defpath, **({"PGPASSWORD": password} if password else {})}
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=SECONDS, check=False)


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise ToolFailed(f"{name} is not installed here; it comes with PostgreSQL's client (postgresql-client).")
    return found
