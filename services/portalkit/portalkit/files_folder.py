"""The embedded file store: a folder. It holds what was put in and nothing else, so it can be copied as it is."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from stat import S_ISREG

from portalkit.errors import Missing
from portalkit.files import CHUNK, KEY, Bounded, File, Opened, Source, checked, checked_folder, part
from portalkit.ids import new_id

ARRIVING = ".arriving"  # no key begins with a dot
LEFT_OVER = 24 * 3600  # seconds after which whoever was writing is gone
INTO = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC


class FolderFiles:
    """Files below `root`, each written aside, flushed to disk, then named. Symbolic links in it are not followed."""

    def __init__(self, root: Path) -> None:
        self._root, self._arriving = root, root / ARRIVING
        self._arriving.mkdir(mode=0o700, parents=True, exist_ok=True)
        for folder in (root, root.parent):
            _flush(folder)
        self._sweep()

    def put(self, key: str, source: Source, most: int) -> File:
        folders, name = _parts(checked(key))
        aside = self._arriving / new_id()
        try:
            with open(aside, "xb", opener=partial(os.open, mode=0o600)) as target:
                bounded = Bounded(source, most)
                while piece := bounded.read(CHUNK):
                    target.write(piece)
                target.flush()
                os.fsync(target.fileno())
            with self._inside(folders, make=True) as at:
                os.replace(aside, name, dst_dir_fd=at)
                os.fsync(at)
                return _file(key, os.stat(name, dir_fd=at, follow_symlinks=False))
        except BaseException:
            aside.unlink(missing_ok=True)
            raise

    def open(self, key: str, start: int = 0, stop: int | None = None) -> Opened:
        folders, name = _parts(checked(key))
        part(0, start, stop)
        try:
            with self._inside(folders) as at:
                source = os.fdopen(os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=at), "rb")
        except FileNotFoundError:
            raise Missing() from None
        try:
            file = _file(key, os.fstat(source.fileno()))
            start, length = part(file.size, start, stop)
            source.seek(start)
            return Opened(file, source, length)
        except BaseException:
            source.close()
            raise

    def find(self, key: str) -> File | None:
        folders, name = _parts(checked(key))
        try:
            with self._inside(folders) as at:
                return _file(key, os.stat(name, dir_fd=at, follow_symlinks=False))
        except FileNotFoundError:
            return None

    def below(self, folder: str) -> Iterator[File]:
        found = []
        with suppress(FileNotFoundError), self._inside(checked_folder(folder).split("/")[:-1]) as at:
            for path, _, names, here in os.fwalk(".", dir_fd=at, onerror=_raise):
                for name in names:
                    key = folder + os.path.normpath(f"{path}/{name}")
                    with suppress(FileNotFoundError):  # deleted since
                        state = os.stat(name, dir_fd=here, follow_symlinks=False)
                        if KEY.fullmatch(key) and S_ISREG(state.st_mode):
                            found.append(_file(key, state))
        return iter(sorted(found, key=lambda file: file.key))

    def delete(self, key: str) -> None:
        folders, name = _parts(checked(key))
        with suppress(FileNotFoundError), self._inside(folders) as at:
            os.unlink(name, dir_fd=at)
            os.fsync(at)

    @contextmanager
    def _inside(self, folders: Sequence[str], make: bool = False) -> Iterator[int]:
        """A descriptor of the folder, reached step by step, so that a link on the way is an error and not a way out."""
        at = os.open(self._root, INTO)
        try:
            for folder in folders:
                if make:
                    with suppress(FileExistsError):
                        os.mkdir(folder, 0o700, dir_fd=at)
                    os.fsync(at)  # whoever made it may not have come this far yet
                below = os.open(folder, INTO | os.O_NOFOLLOW, dir_fd=at)
                os.close(at)
                at = below
            yield at
        finally:
            os.close(at)

    def _sweep(self) -> None:
        """Remove what processes left that died while writing."""
        for each in self._arriving.iterdir():
            with suppress(FileNotFoundError):
                if each.lstat().st_mtime < time.time() - LEFT_OVER:
                    each.unlink()


def _parts(key: str) -> tuple[list[str], str]:
    *folders, name = key.split("/")
    return folders, name


def _file(key: str, state: os.stat_result) -> File:
    """Each put makes a new inode, so that with its time and size the etag names this very content."""
    if not S_ISREG(state.st_mode):
        raise OSError(f"{key} is no file")
    etag = f"{state.st_ino:x}-{state.st_size:x}-{state.st_mtime_ns:x}"
    return File(key, state.st_size, etag, datetime.fromtimestamp(state.st_mtime, UTC))


def _flush(folder: Path) -> None:
    at = os.open(folder, INTO)
    try:
        os.fsync(at)
    finally:
        os.close(at)


def _raise(fault: OSError) -> None:
    raise fault
