"""Copies of SQLite files while they are written to."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

WAIT = 10.0  # seconds for whoever writes just now


@contextmanager
def one_moment(paths: Sequence[Path]) -> Iterator[list[sqlite3.Connection]]:
    """A connection to each file, all of which see what was there at one and the same moment.

    Nobody can commit to any of them while the moment is taken, which is a matter of milliseconds; then writers go on,
    and these connections keep seeing what they saw. So the copies fit each other as after a power cut.
    """
    with ExitStack() as readers, ExitStack() as writers:
        seeing = [readers.enter_context(closing(_connect(path))) for path in paths]
        for path in paths:
            writer = writers.enter_context(closing(_connect(path)))
            writer.execute("BEGIN IMMEDIATE")
        for reader in seeing:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM sqlite_master")  # only a first read chooses what is seen
        writers.close()
        yield seeing


def copy(source: sqlite3.Connection, to: Path) -> None:
    """Write what `source` sees to a single file, which is on the disk when this returns."""
    with closing(sqlite3.connect(to, isolation_level=None)) as target:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # a log beside the file would be a second file
    to.chmod(0o600)
    with to.open("rb") as written:
        os.fsync(written.fileno())


def revision(path: Path) -> str | None:
    """The schema's revision of a file, or None when no migration has ever run on it."""
    with closing(_connect(path)) as db:
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone():
            return None
        row = db.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None


def is_whole(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with a file."""
    try:
        with closing(sqlite3.connect(path)) as db:
            return bool(db.execute("PRAGMA quick_check").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def is_empty(path: Path) -> bool:
    """Whether there is nothing in it."""
    if not path.exists():
        return True
    with closing(_connect(path)) as db:
        return not db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()


def is_in_use(path: Path) -> bool:
    """Whether another process has the file open."""
    if not path.exists():
        return False
    with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as db:
        try:
            db.execute("PRAGMA locking_mode=EXCLUSIVE")
            db.execute("BEGIN EXCLUSIVE")
            db.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.OperationalError:
            return True
    return False


def put(source: Path, path: Path) -> None:
    """Put a copy of `source` in the place of the file at `path`, all at once. Nobody may have that open."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.half")
    half.unlink(missing_ok=True)
    with closing(sqlite3.connect(source)) as db:
        copy(db, half)
    for log in ("-wal", "-shm", "-journal"):
        path.with_name(path.name + log).unlink(missing_ok=True)
    half.replace(path)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, timeout=WAIT)
