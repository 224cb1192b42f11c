"""Take a file in: look at what it is, and store it, where nobody finds it before a version names it."""

import hashlib
import mmap
from datetime import timedelta
from tempfile import TemporaryFile
from typing import BinaryIO

from knowledge.model.file import FOLDER, KEPT_REMOVED, Content, safe_name
from knowledge.store import files as rows
from portalkit.database import Transaction
from portalkit.documents import pictures
from portalkit.documents.kinds import Kind
from portalkit.documents.telling import kind_of
from portalkit.errors import Refused
from portalkit.files import CHUNK, Files, Source
from portalkit.ids import new_id

UNNAMED = timedelta(days=1)  # whoever stored a file that no version names by then is gone
AT_ONCE = 500
MB = 1_000_000


def take_in(store: Files, source: Source, name: str, most: int) -> Content:
    """Store what `source` gives, at most `most` bytes. Raises Refused (413, 415, 422) and OSError."""
    size = 0
    with TemporaryFile() as sent, TemporaryFile() as picture:
        while piece := source.read(CHUNK):
            size += len(piece)
            if size > most:
                raise Refused("too-large", f"Files may have {most // MB} MB at most.", 413)
            sent.write(piece)
        kind, id = kind_of(sent), new_id()
        held = sent
        if kind.name in pictures.BARE:
            _bare(sent, kind, held := picture)
        held.seek(0)
        digest = hashlib.file_digest(held, "sha256").hexdigest()
        size = held.tell()
        held.seek(0)
        key = f"{FOLDER}{id[-2:]}/{id}.{kind.name}"
        store.put(key, held, most)
    return Content(id, safe_name(name, kind), kind, size, digest, key)


def _bare(sent: BinaryIO, kind: Kind, picture: BinaryIO) -> None:
    """Write to `picture` what `sent` shows, and nothing it says besides, such as where it was taken."""
    sent.flush()
    with mmap.mmap(sent.fileno(), 0, access=mmap.ACCESS_READ) as data:
        for piece in pictures.bare(data, kind.name):
            picture.write(piece)


def forget_removed(tx: Transaction) -> None:
    """Drop the rows of files that were removed too long ago to be brought back."""
    rows.forget_removed(tx, tx.now - KEPT_REMOVED)


def sweep(store: Files, tx: Transaction) -> None:
    """Delete what lies in the store and no version names: of forgotten files, and of uploads that broke off."""
    old = [file.key for file in store.below(FOLDER) if file.changed_at < tx.now - UNNAMED]
    for start in range(0, len(old), AT_ONCE):
        keys = old[start : start + AT_ONCE]
        for key in sorted(set(keys) - rows.stored(tx, keys)):
            store.delete(key)
