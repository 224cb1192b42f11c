"""Files that a service's rows name: which they are, and whether the store has them."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Protocol

from sqlalchemy import Table, select

from portalkit.database import Database, listed, param
from portalkit.errors import Missing
from portalkit.files import Files

BATCH = 2000
UNNAMED = timedelta(days=2)  # a file that no row names is an upload under way, or its service's sweep takes it by then
MISSING, SURPLUS, DAMAGED = "missing", "surplus", "damaged"


@dataclass(frozen=True, slots=True)
class Filed:
    """A table whose rows name files, by `key`, `size` and `sha256`; all of them, and nothing else, are in `folder`.

    A key is never used for another content. A file is stored before its row is written, and deleted after its row.
    """

    table: Table
    folder: str


@dataclass(frozen=True, slots=True)
class Named:
    """A file as a row names it."""

    key: str
    size: int
    sha256: str


class Stream(Protocol):
    """Where a file's bytes go."""

    def write(self, piece: bytes, /) -> object:
        """Take some of them."""


def filed(service: str) -> tuple[Filed, ...]:
    """The tables of a service that name files: `FILED` in its tables."""
    found: tuple[Filed, ...] = getattr(import_module(f"{service}.store.tables"), "FILED", ())
    return found


def names(database: Database, table: Table) -> Iterator[Named]:
    """What the rows name, in the order of the keys; read in pages, each as of its own moment."""
    page = select(table.c.key, table.c.size, table.c.sha256).where(table.c.key > param("after"))
    page, after = page.order_by(table.c.key).limit(BATCH), ""
    while True:
        with database.reading() as db:
            rows = db.all(page, Named, after=after)
        yield from rows
        if not rows:
            return
        after = rows[-1].key


def still_named(database: Database, table: Table, keys: Collection[str]) -> set[str]:
    """Those of `keys` that a row names now."""
    statement, found, left = select(table.c.key).where(table.c.key.in_(listed("keys"))), set(), sorted(keys)
    for first in range(0, len(left), BATCH):
        with database.reading() as db:
            found |= {row.key for row in db.rows(statement, keys=left[first : first + BATCH])}
    return found


def is_whole(store: Files, file: Named, to: Stream | None = None) -> bool:
    """Whether the store's content is what the row says, read to its end, and written to `to`. Raises Missing."""
    digest, size = hashlib.sha256(), 0
    with store.open(file.key) as opened:
        for piece in opened:
            digest.update(piece)
            size += len(piece)
            if to is not None:
                to.write(piece)
    return (size, digest.hexdigest()) == (file.size, file.sha256)


def faults(database: Database, each: Filed, store: Files, contents: bool = False) -> Iterator[tuple[str, str]]:
    """What is wrong between rows and store, as (what, key): files that are missing, damaged, or named by no row.

    By their sizes; with `contents` all of them are read. Files come and go meanwhile: what was stored since the store
    was looked at, or forgotten since the rows were, is not wrong.
    """
    there = {file.key: file for file in store.below(each.folder)}
    wrong: dict[str, str] = {}
    for file in names(database, each.table):
        found = there.pop(file.key, None) or store.find(file.key)
        if found is None:
            wrong[file.key] = MISSING
        elif found.size != file.size or (contents and not _reads(store, file)):
            wrong[file.key] = DAMAGED
    for key in sorted(still_named(database, each.table, wrong)):
        yield wrong[key], key
    old = {key for key, file in there.items() if file.changed_at < database.clock() - UNNAMED}
    yield from ((SURPLUS, key) for key in sorted(old - still_named(database, each.table, old)))


def _reads(store: Files, file: Named) -> bool:
    try:
        return is_whole(store, file)
    except Missing:
        return False
