"""Request bodies arrive in time: who sends too slowly is told so, and the thread that waited is free for others.

There are few threads, and each reads a body to its end, so a handful of connections that send a byte now and then would
hold all of them. A body has ten seconds and what it takes at 64 kB a second; large ones also come two at a time only in
one process, so that pages go on whatever is uploaded.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from portalkit.errors import Refused, Unavailable

SECONDS, RATE = 10.0, 64_000  # for every body, and the bytes a second that a larger one comes with at least
LARGE, LARGE_AT_ONCE = 1_000_000, 2
TURN, TURNS = 1.0, 30  # seconds between looks at the clock, and how many with nothing to watch end the thread
App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class InTime:
    """A WSGI app whose callers' bodies arrive in time. Only what gunicorn serves has a socket to be watched."""

    def __init__(self, app: App) -> None:
        self._app, self._watch = app, Watch()
        self._large = threading.BoundedSemaphore(LARGE_AT_ONCE)

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        length, connection = _length(environ), environ.get("gunicorn.socket")
        if length == 0 or connection is None:
            return self._app(environ, start)
        large = length is not None and length > LARGE
        if large and not self._large.acquire(blocking=False):
            environ["wsgi.input"] = Busy()
            return self._app(environ, start)
        body = Body(environ["wsgi.input"], connection, length, self._watch, SECONDS + (length or 0) / RATE)
        environ["wsgi.input"] = body
        try:
            return self._app(environ, start)
        finally:
            body.close()
            if large:
                self._large.release()


class Body:
    """What a request brings, as its app reads it.

    Raises Refused: 408 once the time is over, 400 when it ends before what was announced has come, as half a file or
    form is none.
    """

    def __init__(self, source: Any, connection: socket.socket, length: int | None, watch: "Watch", seconds: float):
        self._source, self._connection, self._left, self._watch = source, connection, length, watch
        self._until = watch.begin(connection, seconds)

    def read(self, size: int = -1) -> bytes:
        """The next bytes: `size`, or fewer at the end only."""
        left = self._left
        piece: bytes = self._source.read(size)
        return self._taken(piece, left is not None and len(piece) < (left if size < 0 else min(size, left)))

    def readline(self, size: int = -1) -> bytes:
        """The next line, or its beginning."""
        piece: bytes = self._source.readline(size)
        return self._taken(piece, bool(self._left) and not piece and size != 0)

    def __iter__(self) -> "Body":
        return self

    def __next__(self) -> bytes:
        if line := self.readline():
            return line
        raise StopIteration

    def close(self) -> None:
        """Nothing more is read: let the connection be."""
        self._watch.end(self._connection)

    def _taken(self, piece: bytes, short: bool) -> bytes:
        if self._left is not None:
            self._left -= len(piece)
        if self._left == 0:
            self.close()
        elif time.monotonic() >= self._until:
            raise Refused("too-slow", "This came too slowly to be taken. Try again, or send something smaller.", 408)
        elif short:
            raise Refused("broken-off", "Less has come than was announced. Try again.", 400)
        return piece


class Busy:
    """The body of one too many. Raises Unavailable to whoever reads it."""

    def read(self, size: int = -1) -> bytes:
        """Nothing."""
        raise Unavailable("Others are sending files just now. Try again in a moment.")

    readline = read


class Watch:
    """One thread of a process, there while bodies arrive: it ends the reading of those whose time is over."""

    def __init__(self) -> None:
        self._watched: dict[socket.socket, float] = {}
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def begin(self, connection: socket.socket, seconds: float) -> float:
        """Watch it for so long; until when that is."""
        with self._changed:
            until = self._watched[connection] = time.monotonic() + seconds
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="arriving", daemon=True)
                self._thread.start()
        return until

    def end(self, connection: socket.socket) -> None:
        """Watch it no longer."""
        with self._changed:
            self._watched.pop(connection, None)

    def _run(self) -> None:
        idle = 0
        with self._changed:
            while idle < TURNS:
                now = time.monotonic()
                for connection in [each for each, until in self._watched.items() if until <= now]:
                    del self._watched[connection]
                    with suppress(OSError):
                        connection.shutdown(socket.SHUT_RD)  # whoever reads gets an end; the answer still goes out
                idle = 0 if self._watched else idle + 1
                self._changed.wait(TURN)
            self._thread = None


def _length(environ: dict[str, Any]) -> int | None:
    """How many bytes are announced; None when it is not said beforehand."""
    if environ.get("HTTP_TRANSFER_ENCODING"):
        return None
    text = environ.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdigit() else 0
