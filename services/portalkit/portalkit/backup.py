"""Backup and restore of services' databases: a copy as of one moment, and a manifest that says what it is."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path

from sqlalchemy import inspect, make_url

from portalkit import backup_postgresql, backup_sqlite
from portalkit.backends import PATIENCE
from portalkit.clock import utc_now
from portalkit.database import Database
from portalkit.migrations import knows, upgrade
from portalkit.settings import Settings
from portalkit.tables import generations, inbox, ticks, unindexed

FORMAT = 1
FAR = 1_000_000  # how far a restore moves the count of writes on, so that no answer of before is taken for one of after


class Unfit(Exception):
    """A backup or a database with which it cannot be done; the text says why, and nothing was changed."""


@dataclass(frozen=True, slots=True)
class Part:
    """One service's database."""

    service: str
    url: str
    release: str

    @property
    def path(self) -> Path | None:
        """The file, if it is one."""
        return Path(make_url(self.url).database or "") if self.url.startswith("sqlite:") else None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup is: whose, of which release and schema, from when, and what its file must look like."""

    service: str
    release: str
    revision: str | None
    taken_at: str
    file: str
    bytes: int
    sha256: str
    format: int = FORMAT

    def __str__(self) -> str:
        return f"{self.service}: {self.file}, {self.bytes:,} bytes, schema {self.revision}, of {self.taken_at}"


def part(service: str, settings: Settings) -> Part:
    """The database that a service's settings name, as the role that may make its tables."""
    url = settings.migrate_database_url or settings.place(service)
    return Part(service, url, str(import_module(service).RELEASE))


def back_up(parts: Sequence[Part], folder: Path, more: Mapping[str, Path] | None = None) -> list[Manifest]:
    """Write a copy of each database, and of `more` SQLite files by name, to `folder`. Raises Unfit.

    Everything that is a file is copied as of one and the same moment, so that no service has heard what another has
    not said. Databases on servers follow, each as of a moment of its own, in the order of `parts`: those that listen
    before those that tell.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if there := [each.service for each in parts if _manifest_file(folder, each.service).exists()]:
        raise Unfit(f"{folder} holds a backup of {', '.join(there)} already; choose an empty folder.")
    files = {each.service: each.path for each in parts if each.path} | dict(more or {})
    if missing := [str(path) for path in files.values() if not path.exists()]:
        raise Unfit(f"There is no {', no '.join(missing)}.")
    taken_at = utc_now()
    with backup_sqlite.one_moment(list(files.values())) as sources:
        for name, source in zip(files, sources, strict=True):
            backup_sqlite.copy(source, _fresh(folder / f"{name}.db"))
    with _tools():
        for each in parts:
            if each.path is None:
                backup_postgresql.dump(each.url, _fresh(folder / f"{each.service}.dump"))
    return [_write_manifest(each, folder, taken_at) for each in parts]


def check(part: Part, folder: Path) -> Manifest:
    """Whether `folder` holds a whole backup of this service that this release can read. Raises Unfit."""
    try:
        manifest = Manifest(**json.loads(_manifest_file(folder, part.service).read_text()))
    except FileNotFoundError as fault:
        raise Unfit(f"{folder} holds no backup of {part.service}.") from fault
    except (ValueError, TypeError) as fault:
        raise Unfit(f"{part.service}.json in {folder} is not a manifest.") from fault
    if manifest.service != part.service or manifest.file != f"{part.service}{_ending(part)}":
        raise Unfit(f"That is a backup of {manifest.service} ({manifest.file}), not one for {part.service} here.")
    if not (folder / manifest.file).exists() or digest(folder / manifest.file) != manifest.sha256:
        raise Unfit(f"{manifest.file} is missing or damaged: it is not the file that its manifest describes.")
    with _tools():
        whole = (backup_sqlite if part.path else backup_postgresql).is_whole(folder / manifest.file)
    if not whole:
        raise Unfit(f"{manifest.file} cannot be read.")
    if manifest.revision and not knows(part.service, manifest.revision):
        raise Unfit(
            f"The backup has schema {manifest.revision}, which {part.service} {part.release} does not know yet: "
            f"it was made by {manifest.release}. Install that release, or a newer one."
        )
    return manifest


def check_place(part: Part, over: bool) -> None:
    """Whether a backup may be put where `part` says. Raises Unfit unless it is empty, or `over` and not in use."""
    empty = backup_sqlite.is_empty(part.path) if part.path else backup_postgresql.is_empty(part.url)
    if not empty and not over:
        raise Unfit(f"The database of {part.service} is not empty. Use --over to put the backup in its place.")
    if part.path and backup_sqlite.is_in_use(part.path):
        raise Unfit(f"{part.path} is in use. Stop {part.service} first.")


def restore(part: Part, folder: Path, over: bool = False) -> Manifest:
    """Bring a backup back, and to this release's schema. Raises Unfit before anything is changed."""
    manifest = check(part, folder)
    check_place(part, over)
    if part.path:
        backup_sqlite.put(folder / manifest.file, part.path)
    else:
        with _tools():
            if over:
                backup_postgresql.empty(part.url)
            backup_postgresql.put(folder / manifest.file, part.url)
    database = Database(part.url, part.service, seconds=PATIENCE)
    upgrade(part.service, database.engine)
    _settle(database)
    database.close()
    return manifest


def _settle(database: Database) -> None:
    """Make up for the time that has gone backwards."""
    there = inspect(database.engine).get_table_names()
    if inbox.name not in there:
        return  # the gateway has no part in events
    with database.transaction(counted=False) as tx:
        # Its index knows things that are not here any more, or is gone: the worker begins a new one.
        tx.execute(generations.delete())
        tx.execute(unindexed.delete())
        # What was done stays known for as long as others may say it again, counted from now.
        tx.execute(inbox.update().where(inbox.c.state == "done").values(done_at=tx.now))
        tx.execute(ticks.update().values(count=ticks.c.count + FAR))


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_manifest(part: Part, folder: Path, taken_at: datetime) -> Manifest:
    file = folder / f"{part.service}{_ending(part)}"
    found = backup_sqlite.revision(file) if part.path else backup_postgresql.revision(part.url)
    made = Manifest(
        part.service, part.release, found, taken_at.isoformat(), file.name, file.stat().st_size, digest(file)
    )
    # Written last: without a manifest there is no backup.
    _manifest_file(folder, part.service).write_text(json.dumps(asdict(made), indent=1) + "\n")
    return made


def _ending(part: Part) -> str:
    return ".db" if part.path else ".dump"


def _manifest_file(folder: Path, service: str) -> Path:
    return folder / f"{service}.json"


def _fresh(path: Path) -> Path:
    path.unlink(missing_ok=True)  # of a backup that came to no end
    return path


@contextmanager
def _tools() -> Iterator[None]:
    try:
        yield
    except backup_postgresql.ToolFailed as fault:
        raise Unfit(str(fault)) from fault
