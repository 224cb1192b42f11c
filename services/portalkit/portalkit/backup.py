"""Backup and restore of services' databases and files: a copy as of one moment, and a manifest that says what it is."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path

from sqlalchemy import inspect, make_url

from portalkit import backup_files, backup_postgresql, backup_sqlite
from portalkit.backends import PATIENCE, open_files
from portalkit.clock import utc_now
from portalkit.database import Database
from portalkit.filed import filed
from portalkit.files import Files
from portalkit.forgetting import Journal, catch_up
from portalkit.migrations import knows, upgrade
from portalkit.settings import Settings
from portalkit.tables import generations, inbox, ticks, unindexed

FORMAT = 1
FAR = 1_000_000  # how far a restore moves the count of writes on, so that no answer of before is taken for one of after


class Unfit(Exception):
    """A backup or a database with which it cannot be done; the text says why, and nothing was changed."""


@dataclass(frozen=True, slots=True)
class Part:
    """One service's database, and the store of its files, if it keeps any."""

    service: str
    url: str
    release: str
    files: Files | None = None
    journal: Path | None = None  # of who was erased

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
    files: str = ""  # what was copied of the file store, in words
    files_sha256: str = ""  # of the list of them

    def __str__(self) -> str:
        told = f"{self.service}: {self.file}, {self.bytes:,} bytes, schema {self.revision}, of {self.taken_at}"
        return f"{told}; {self.files}" if self.files else told


def part(service: str, settings: Settings) -> Part:
    """The database that a service's settings name, as the role that may make its tables, and its file store."""
    url = settings.migrate_database_url or settings.place(service)
    files = open_files(settings) if filed(service) else None
    return Part(service, url, str(import_module(service).RELEASE), files, settings.journal(service))


def back_up(
    parts: Sequence[Part], folder: Path, more: Mapping[str, Path] | None = None, last: Path | None = None
) -> list[Manifest]:
    """Write a copy of each database, and of `more` SQLite files by name, to `folder`. Raises Unfit.

    Every database that is a file is copied as of one and the same moment, so that no service has heard what another
    has not said. Databases on servers follow, each as of a moment of its own, in the order of `parts`: those that
    listen before those that tell. Then come the files that rows name; what the backup in `last` has is shared with it.
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
    with _trouble():
        for each in parts:
            if each.path is None:
                backup_postgresql.dump(each.url, _fresh(folder / f"{each.service}.dump"))
    for each in parts:
        if each.journal and each.journal.exists():
            shutil.copyfile(each.journal, _journal_file(folder, each.service))
    return [_write_manifest(each, folder, taken_at, _save_files(each, folder, last)) for each in parts]


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
    with _trouble():
        whole = (backup_sqlite if part.path else backup_postgresql).is_whole(folder / manifest.file)
    if not whole:
        raise Unfit(f"{manifest.file} cannot be read.")
    if manifest.revision and not knows(part.service, manifest.revision):
        raise Unfit(
            f"The backup has schema {manifest.revision}, which {part.service} {part.release} does not know yet: "
            f"it was made by {manifest.release}. Install that release, or a newer one."
        )
    if manifest.files_sha256:
        _check_files(part, folder, manifest)
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
    if part.files is not None and manifest.files_sha256:
        with _store():  # a file is there before the row that names it
            backup_files.put(folder, part.service, part.files)
    if part.path:
        backup_sqlite.put(folder / manifest.file, part.path)
    else:
        with _trouble():
            if over:
                backup_postgresql.empty(part.url)
            backup_postgresql.put(folder / manifest.file, part.url)
    database = Database(part.url, part.service, seconds=PATIENCE)
    upgrade(part.service, database.engine)
    _settle(database)
    if part.journal:
        journal = Journal(part.journal)
        journal.take_in(Journal(_journal_file(folder, part.service)))
        catch_up(part.service, database, journal)
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


def _save_files(part: Part, folder: Path, last: Path | None) -> str:
    """Copy what the rows name; in words, what that is."""
    if part.files is None:
        return ""
    with closing(Database(part.url, part.service, seconds=PATIENCE)) as database, _store():
        there = inspect(database.engine).get_table_names()  # an older schema may know of no files
        tables = [each for each in filed(part.service) if each.table.name in there]
        return str(backup_files.save(database, tables, part.files, folder, part.service, last))


def _check_files(part: Part, folder: Path, manifest: Manifest) -> None:
    """Whether all files that the backup has of the file store are whole. Raises Unfit."""
    listed = backup_files.list_file(folder, part.service)
    if part.files is None:
        raise Unfit(f"The backup has files, and {part.service} {part.release} keeps none.")
    if not listed.exists() or digest(listed) != manifest.files_sha256:
        raise Unfit(f"{listed.name} is missing or damaged: it is not the list that its manifest describes.")
    with _trouble():
        backup_files.check(folder, part.service)


def _write_manifest(part: Part, folder: Path, taken_at: datetime, files: str) -> Manifest:
    file = folder / f"{part.service}{_ending(part)}"
    found = backup_sqlite.revision(file) if part.path else backup_postgresql.revision(part.url)
    made = Manifest(
        part.service,
        part.release,
        found,
        taken_at.isoformat(),
        file.name,
        file.stat().st_size,
        digest(file),
        files=files,
        files_sha256=digest(backup_files.list_file(folder, part.service)) if files else "",
    )
    # Written last: without a manifest there is no backup.
    _manifest_file(folder, part.service).write_text(json.dumps(asdict(made), indent=1) + "\n")
    return made


def _ending(part: Part) -> str:
    return ".db" if part.path else ".dump"


def _manifest_file(folder: Path, service: str) -> Path:
    return folder / f"{service}.json"


def _journal_file(folder: Path, service: str) -> Path:
    return folder / f"{service}.erased.jsonl"


def _fresh(path: Path) -> Path:
    path.unlink(missing_ok=True)  # of a backup that came to no end
    return path


@contextmanager
def _trouble() -> Iterator[None]:
    try:
        yield
    except (backup_postgresql.ToolFailed, backup_files.Unreadable) as fault:
        raise Unfit(str(fault)) from fault


@contextmanager
def _store() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise Unfit(f"The file store, or the disk, fails: {fault}") from fault
