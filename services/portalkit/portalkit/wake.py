"""A wake-up across processes: a datagram that says "look now". It carries nothing, so losing one costs only time."""

import hashlib
import os
import select
import socket
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any


def folder_for(data_dir: Path) -> Path:
    """Where the bells of the portal at `data_dir` hang: a short path, as a socket's may have 107 bytes at most."""
    name = hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"atrium-{os.getuid()}-{name}"


def leave(folder: Path) -> None:
    """Take the folder away with the last that was in it."""
    with suppress(OSError):
        folder.rmdir()


class Bell:
    """What one loop waits at. Several may hang under one name; all of them hear each ring."""

    def __init__(self, folder: Path, name: str) -> None:
        self._path = folder / f"{name}.{os.getpid()}"
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        hangs = False
        while not hangs:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._path.unlink(missing_ok=True)
            with suppress(FileNotFoundError):  # somebody left just now, and took the folder away
                self._socket.bind(str(self._path))
                hangs = True

    def wait(self, seconds: float) -> bool:
        """Wait for a ring, at most `seconds`. Whether there was one."""
        rung = bool(select.select([self._socket, *self._also()], [], [], max(seconds, 0))[0])
        with suppress(BlockingIOError):
            while rung:
                self._socket.recv(16)
        return rung

    def _also(self) -> Sequence[Any]:
        """What else wakes who waits: whatever has a `fileno`."""
        return ()

    def close(self) -> None:
        """Take the bell down."""
        self._socket.close()
        self._path.unlink(missing_ok=True)
        leave(self._path.parent)


class Ringer:
    """The other end: rings every bell of a name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)

    def ring(self, name: str = "*") -> None:
        """Ring all bells of `name` (by default, all there are). Never fails and never waits."""
        for path in self._folder.glob(f"{name}.*"):
            try:
                self._socket.sendto(b"!", str(path))
            except BlockingIOError:
                pass  # it has unheard rings enough
            except OSError:
                with suppress(OSError):
                    path.unlink()  # whoever hung it there is dead
