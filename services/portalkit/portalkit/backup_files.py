"""Copies of the files that a service's rows name, beside the copy of its rows.

The rows are copied first, then the files that rows name by then. A file is stored before its row is written and
deleted after its row is, so whatever the copied rows name was there; what is gone by then belongs to rows that are gone
too, and that the restored service forgets again for the same reason. What was stored meanwhile is copied as well, and
does no harm: no restored row names it. When a backup is brought back the files come first, for the same order.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from portalkit.database import Database
from portalkit.errors import Missing
from portalkit.filed import Filed, Named, is_whole, names, still_named
from portalkit.files import Files

FOLDER = "files"  # of a backup


class Unreadable(Exception):
    """What a backup has of files is not what it says of itself."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What was copied: files and bytes, how many of them an earlier backup had, and what the store has lost."""

    files: int
    bytes: int
    known: int
    lost: tuple[str, ...]

    def __str__(self) -> str:
        told = f"{self.files} files, {self.bytes:,} bytes"
        if self.known:
            told += f", {self.known} as in the last backup"
        if self.lost:
            some = ", ".join(self.lost[:3]) + (", …" if len(self.lost) > 3 else "")
            told += f"; {len(self.lost)} that rows name are missing or damaged in the store ({some})"
        return told


def save(
    database: Database, tables: Iterable[Filed], store: Files, folder: Path, service: str, last: Path | None = None
) -> Saved:
    """Copy every file that rows name now to `folder`; all are on the disk when this returns. Raises OSError.

    What the backup in `last` has already is not fetched again: both share it (a hard link), or it is copied from there.
    """
    kept: list[Named] = []
    known, lost = 0, []
    for each in tables:
        broken = []
        for file in names(database, each.table):
            to = folder / FOLDER / file.key
            if last is not None and _share(last / FOLDER / file.key, to, file):
                known += 1
            elif not _fetch(store, file, to):
                broken.append(file.key)
                continue
            kept.append(file)
        lost += sorted(still_named(database, each.table, broken))
    lines = [json.dumps({"key": file.key, "size": file.size, "sha256": file.sha256}) for file in kept]
    _write(list_file(folder, service), "".join(f"{line}\n" for line in lines).encode())
    return Saved(len(kept), sum(file.size for file in kept), known, tuple(lost))


def check(folder: Path, service: str) -> None:
    """Read every file of a service that a backup has. Raises Unreadable unless all are whole."""
    for file in _listed(folder, service):
        if not _is(folder / FOLDER / file.key, file):
            raise Unreadable(f"{FOLDER}/{file.key} is missing or damaged.")


def put(folder: Path, service: str, store: Files) -> None:
    """Bring a service's files back into the store, in place of what is there under their keys. Raises OSError."""
    for file in _listed(folder, service):
        with (folder / FOLDER / file.key).open("rb") as source:
            stored = store.put(file.key, source, file.size)
        if stored.size != file.size:
            raise OSError(f"the file store took {stored.size} of {file.size} bytes of {file.key}")


def _listed(folder: Path, service: str) -> Iterator[Named]:
    """What a backup says that it has."""
    try:
        with list_file(folder, service).open() as lines:
            yield from (Named(**json.loads(line)) for line in lines)
    except (OSError, ValueError, TypeError) as fault:
        raise Unreadable(f"{list_file(folder, service).name} is missing or damaged.") from fault


def _fetch(store: Files, file: Named, to: Path) -> bool:
    """Whether the store had it, and whole."""
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    to.unlink(missing_ok=True)  # of a backup that came to no end; it may be shared with an earlier one
    with open(to, "wb", opener=_private) as target:
        whole = False
        with suppress(Missing):
            whole = is_whole(store, file, target)
        target.flush()
        os.fsync(target.fileno())
    if not whole:
        to.unlink()
    return whole


def _share(there: Path, to: Path, file: Named) -> bool:
    """Have `to` be the same file as `there`, if that is `file`."""
    if not _is(there, file):
        return False
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    to.unlink(missing_ok=True)
    try:
        os.link(there, to)
    except OSError:  # another disk, or one without links
        _write(to, there)
    return True


def _is(path: Path, file: Named) -> bool:
    if not path.is_file() or path.stat().st_size != file.size:
        return False
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest() == file.sha256


def _write(to: Path, what: bytes | Path) -> None:
    with open(to, "wb", opener=_private) as target:
        if isinstance(what, bytes):
            target.write(what)
        else:
            with what.open("rb") as source:
                shutil.copyfileobj(source, target)
        target.flush()
        os.fsync(target.fileno())


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def list_file(folder: Path, service: str) -> Path:
    """Where a backup lists a service's files, a line of JSON each."""
    return folder / f"{service}.files"
