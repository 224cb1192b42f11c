"""The live process: tells open pages that something is new, over server-sent events. Never what: pages ask for that.

It has a process of its own, since a stream holds a thread for minutes, and imports little, since it does little.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import parse_qs

import orjson
from gunicorn.workers.gthread import ThreadWorker

from notify import NAME, RELEASE
from notify.settings import Settings
from notify.streams import NoRoom, Stream, Streams
from portalkit.backends import open_database, public_keys
from portalkit.errors import Unidentified
from portalkit.server import serve as serve_app
from portalkit.tokens import LEEWAY, Verified, Verifier
from portalkit.wake import folder_for

AUDIENCE = "notify-live"
THREADS = 128
TEXT = "text/plain; charset=utf-8"
Start = Callable[[str, list[tuple[str, str]]], Any]


class Tickets:
    """Tokens of the gateway for one stream each. One that was issued before this process began may have been used."""

    def __init__(self, keys: str) -> None:
        self._verifier, self._began = Verifier(keys, AUDIENCE), int(time.time())
        self._used: dict[str, int] = {}
        self._lock = threading.Lock()

    def take(self, ticket: str) -> Verified:
        """Whose ticket it is; it is spent with that. Raises Unidentified."""
        good = self._verifier.verify(ticket)
        jti, issued = good.claims.get("jti"), good.claims["iat"]
        if not jti or not good.viewer.sid or not good.viewer.signed_in or issued < self._began:
            raise Unidentified()
        now = time.time()
        with self._lock:
            self._used = {known: until for known, until in self._used.items() if until > now}
            if jti in self._used:
                raise Unidentified()
            self._used[jti] = good.expires + LEEWAY + 1
        return good


class Body:
    """A stream as a WSGI answer: forgotten when the connection is gone, even if it never began."""

    def __init__(self, streams: Streams, stream: Stream) -> None:
        self._streams, self._stream = streams, stream

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._stream)

    def close(self) -> None:
        """Called by the server in any case."""
        self._streams.close(self._stream)


class Live:
    """The WSGI app: `GET /live?ticket=…`, and what a supervisor asks."""

    def __init__(self, settings: Settings) -> None:
        self._origin = settings.public_origin.rstrip("/")
        self._tickets = Tickets(public_keys(settings))
        database = open_database(settings, NAME)
        self.streams = Streams(database, database.bell(folder_for(settings.data_dir), f"{NAME}-live"))
        self.streams.start()

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer one request."""
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        plain = {
            "/livez": "ok\n",
            "/readyz": "ok\n",
            "/version": f"{RELEASE}\n",
            "/metrics": f"# TYPE atrium_live_streams gauge\natrium_live_streams {len(self.streams)}\n",
        }
        if path not in plain and path != "/live":
            return _problem(start, "404 Not Found", "not-found")
        if method != "GET":
            return _problem(start, "405 Method Not Allowed", "method-not-allowed", Allow="GET")
        if path in plain:
            start("200 OK", [("Content-Type", TEXT), ("Content-Length", str(len(plain[path])))])
            return [plain[path].encode()]
        return self._live(environ, start)

    def _live(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        # A page of our own origin sends none when it is served by the same host and port.
        if environ.get("HTTP_ORIGIN", self._origin) != self._origin:
            return _problem(start, "403 Forbidden", "forbidden")
        allowed = {"Access-Control-Allow-Origin": self._origin, "Vary": "Origin"}
        try:
            ticket = self._tickets.take(parse_qs(environ.get("QUERY_STRING", "")).get("ticket", [""])[0])
        except Unidentified:
            return _problem(start, "401 Unauthorized", "unauthenticated", **allowed)
        viewer = ticket.viewer
        stream = Stream(viewer.id, viewer.sid or "", gone=partial(_hung_up, environ.get("gunicorn.socket")))
        try:
            there = self.streams.open(stream, datetime.fromtimestamp(ticket.claims["iat"], UTC))
        except NoRoom:
            return _problem(start, "503 Service Unavailable", "unavailable", **allowed, **{"Retry-After": "15"})
        if not there:
            return _problem(start, "401 Unauthorized", "unauthenticated", **allowed)
        headers = {
            "Content-Type": "text/event-stream; charset=utf-8",
            "Cache-Control": "no-store",
            "X-Accel-Buffering": "no",  # a proxy passes each event on at once
            "X-Content-Type-Options": "nosniff",
        }
        start("200 OK", list((headers | allowed).items()))
        return Body(self.streams, stream)


def _hung_up(connection: socket.socket | None) -> bool:
    """Whether the other side has closed `connection`: then there is an end to read, and nothing before it."""
    if connection is None:
        return False
    try:
        return connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
    except BlockingIOError:
        return False
    except (OSError, ValueError):
        return True


def _problem(start: Start, status: str, slug: str, **headers: str) -> Iterable[bytes]:
    number, _, title = status.partition(" ")
    body = orjson.dumps({"type": f"/problems/{slug}", "title": title, "status": int(number), "slug": slug})
    length = ("Content-Length", str(len(body)))
    start(status, [("Content-Type", "application/problem+json"), length, *headers.items()])
    return [body]


class LiveWorker(ThreadWorker):  # type: ignore[misc]
    """Gunicorn's thread worker, which ends the streams first when it is to stop: they would not end by themselves."""

    def handle_exit(self, sig: int, frame: Any) -> None:
        """SIGTERM."""
        self.wsgi.streams.stop()
        super().handle_exit(sig, frame)

    def handle_quit(self, sig: int, frame: Any) -> None:
        """SIGINT, SIGQUIT."""
        self.wsgi.streams.stop()
        super().handle_quit(sig, frame)

    def run(self) -> None:
        """Serve until told to stop, or until the process above is gone."""
        try:
            super().run()
        finally:
            self.wsgi.streams.stop()


def serve(settings: Settings) -> int:
    """Serve streams on LIVE_PORT until SIGTERM."""
    serve_app(
        lambda: Live(settings),
        settings.host,
        settings.live_port,
        worker_class=LiveWorker,
        workers=1,
        threads=THREADS,
        # A connection that ends is looked after by the server's poller; closing it would wait for the other side.
        keepalive=1,
        limit_request_line=8190,
        child_exit=lambda _, __: None,
    )
    return 0
