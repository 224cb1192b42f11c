"""The port to the file store: what is too large for a row, such as exports, attachments and backups."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from portalkit.errors import Refused

CHUNK = 256 * 1024  # bytes
# Folders have no dot and files have one, so that no file stands where another has a folder.
FOLDERS = r"(?:[a-z0-9][a-z0-9_-]{0,99}/)"
KEY = re.compile(rf"{FOLDERS}{{1,6}}[a-z0-9][a-z0-9_-]{{0,99}}(?:\.[a-z0-9]{{1,8}}){{1,3}}")
FOLDER = re.compile(rf"{FOLDERS}{{0,6}}")
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "gz": "application/gzip",
    "jpg": "image/jpeg",
    "json": "application/json",
    "pdf": "application/pdf",
    "png": "image/png",
    "tar": "application/x-tar",
    "txt": "text/plain; charset=utf-8",
    "webp": "image/webp",
    "zip": "application/zip",
}


@dataclass(frozen=True, slots=True)
class File:
    """What is known of a stored file. The `etag` differs whenever the content may."""

    key: str
    size: int
    etag: str
    changed_at: datetime

    @property
    def content_type(self) -> str:
        """What the key's ending says it is; what nobody knows is bytes, which no browser shows."""
        return content_type(self.key)


class Source(Protocol):
    """Where bytes come from."""

    def read(self, amount: int = -1, /) -> bytes:
        """The next bytes, at most `amount`; none at the end."""


class Closable(Source, Protocol):
    """A source that holds something."""

    def close(self) -> None:
        """Let it go."""


class Opened:
    """A stored file, or a part of it, to be read once, in a `with` block."""

    def __init__(self, file: File, source: Closable, length: int) -> None:
        self.file, self.length = file, length
        self._source, self._left = source, length

    def read(self, amount: int = CHUNK) -> bytes:
        """The next bytes, at most `amount`; none at the end. Raises OSError when the store breaks off before it."""
        piece = self._source.read(min(amount, self._left)) if self._left else b""
        if self._left and not piece:
            raise OSError(f"{self.file.key} ended {self._left} bytes early")
        self._left -= len(piece)
        return piece

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.read():
            yield piece

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._source.close()


class Files(Protocol):
    """Keeps files by key. All of it raises ValueError for a key that is none, and OSError for the store's trouble."""

    def put(self, key: str, source: Source, most: int) -> File:
        """Keep what `source` gives under `key`, in place of what was there; it is durable when this returns.

        Nobody ever sees a part of it. Raises Refused (413) for more than `most` bytes; then, as after any other fault,
        what was there before stays (after an OSError the new file may be there, as its answer can be lost).
        """

    def open(self, key: str, start: int = 0, stop: int | None = None) -> Opened:
        """The bytes from `start` to before `stop`; beyond the end there are none. Raises Missing."""

    def find(self, key: str) -> File | None:
        """What is known of the file, if there is one."""

    def below(self, folder: str) -> Iterator[File]:
        """All files in `folder` and below it ("exports/"; "" is everything), in the order of their keys."""

    def delete(self, key: str) -> None:
        """Forget the file for good, if there is one."""


class Bounded:
    """A source that may give at most `most` bytes, and always fills what it is asked for until it ends."""

    def __init__(self, source: Source, most: int) -> None:
        self._source, self._most, self._given = source, most, 0

    def read(self, amount: int = -1) -> bytes:
        """The next bytes: `amount`, or fewer at the end only. Raises Refused once there are too many."""
        pieces, wanted = [], amount
        while wanted and (piece := self._source.read(min(CHUNK, wanted) if wanted > 0 else CHUNK)):
            pieces.append(piece)
            wanted -= len(piece) if wanted > 0 else 0
            self._given += len(piece)
            if self._given > self._most:
                raise Refused("too-large", f"This has more than {self._most:,} bytes.", 413)
        return b"".join(pieces)


def content_type(key: str) -> str:
    """The media type of a key's ending."""
    return TYPES.get(key.rpartition(".")[2], "application/octet-stream")


def checked(key: str) -> str:
    """`key`, if it is one: folders and a name of a-z, 0-9, - and _, with an ending. Raises ValueError."""
    if not KEY.fullmatch(key):
        raise ValueError(f"no key of a file: {key[:100]!r}")
    return key


def checked_folder(folder: str) -> str:
    """`folder`, if it is one. Raises ValueError."""
    if not FOLDER.fullmatch(folder):
        raise ValueError(f"no folder of files: {folder[:100]!r}")
    return folder


def part(size: int, start: int, stop: int | None) -> tuple[int, int]:
    """First byte and length of the part that is asked for, within a file of `size`. Raises ValueError."""
    if start < 0 or (stop is not None and stop < start):
        raise ValueError(f"no part of a file: {start} to {stop}")
    end = size if stop is None else min(stop, size)
    return start, max(0, end - start)
