"""Visitors' pages, kept for about two seconds in front of everything else: the one window in which a page can be old.

Only what a page itself offered is kept: a 200, asked for without cookies (but for the theme and the language) and
without a token, that sets no cookie. When many ask at once, one computes and the others wait for it.
"""

import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from prometheus_client import Counter

from portalkit.ids import new_id

KEEP = "atrium.keep"  # in the environ: for how many seconds the answer may be kept
MOST_ENTRIES, MOST_BYTES = 1000, 8_000_000
LARGEST = 500_000
PATIENCE = 1.0  # seconds that one waits for another's answer before computing it again
USED = Counter("atrium_micro_cache_total", "Pages of visitors that the micro-cache kept, and answered", ["what"])
HIT, KEPT = USED.labels("hit"), USED.labels("kept")

Headers = list[tuple[str, str]]
WSGIApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass(slots=True)
class Entry:
    """One answer; while it has no body, somebody is computing it."""

    until: float = 0.0
    headers: Headers = field(default_factory=list)
    body: bytes | None = None
    tag: str = ""
    ready: threading.Event = field(default_factory=threading.Event)


class MicroCache:
    """A WSGI app around another one.

    `paths` matches the addresses whose answers may be worth keeping, `harmless` maps the cookie headers that do not
    matter to the theme and language they mean; without one the page comes in what `spoken` says of Accept-Language.
    """

    def __init__(
        self,
        inner: WSGIApp,
        paths: re.Pattern[str],
        harmless: dict[str, tuple[str, str]],
        spoken: Callable[[str], str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._inner, self._paths, self._clock = inner, paths, clock
        self._harmless, self._spoken = harmless, spoken
        self._entries: OrderedDict[tuple[Any, ...], Entry] = OrderedDict()
        self._bytes, self._lock = 0, threading.Lock()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or "HTTP_AUTHORIZATION" in environ:
            return self._inner(environ, start)
        get = environ.get
        meant = self._harmless.get(get("HTTP_COOKIE", ""))
        if meant is None:
            return self._inner(environ, start)
        theme, language = meant[0], meant[1] or self._spoken(get("HTTP_ACCEPT_LANGUAGE", ""))
        part = "HTTP_HX_REQUEST" in environ
        key = (environ["PATH_INFO"], get("QUERY_STRING"), get("HTTP_HOST"), theme, language, part)
        entry = self._entries.get(key)
        if entry is not None and entry.body is not None and entry.until > self._clock():
            return self._answer(entry, environ, start)
        if not self._paths.fullmatch(environ["PATH_INFO"]):
            return self._inner(environ, start)
        return self._fetch(key, environ, start)

    def _answer(self, entry: Entry, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        HIT.inc()
        return self._send(entry, environ.get("HTTP_IF_NONE_MATCH"), ("X-Request-ID", new_id()), start)

    @staticmethod
    def _send(
        entry: Entry, known: str | None, request_id: tuple[str, str], start: Callable[..., Any]
    ) -> Iterable[bytes]:
        if known is not None and entry.tag and entry.tag in known:
            start("304 NOT MODIFIED", [pair for pair in entry.headers if pair[0][:8] != "Content-"] + [request_id])
            return ()
        start("200 OK", [*entry.headers, request_id])
        return (entry.body or b"",)

    def _fetch(self, key: tuple[Any, ...], environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        mine, old = Entry(), None
        with self._lock:
            found = self._entries.get(key)
            if found is None or (found.ready.is_set() and found.until <= self._clock()):
                self._put(key, mine)
                found, old = mine, found
        if found is not mine:
            found.ready.wait(PATIENCE)
            if found.body is not None and found.until > self._clock():
                return self._answer(found, environ, start)
            return self._inner(environ, start)
        try:
            return self._compute(key, mine, old, environ, start)
        finally:
            mine.ready.set()
            if mine.body is None:
                self._drop(key, mine)

    def _compute(
        self, key: tuple[Any, ...], entry: Entry, old: Entry | None, environ: dict[str, Any], start: Callable[..., Any]
    ) -> Iterable[bytes]:
        # The page is asked for whole, so that there is something to keep; or, when a copy is here whose time is over,
        # whether that copy still holds, which costs less.
        known = environ.pop("HTTP_IF_NONE_MATCH", None)
        if old is not None and old.tag:
            environ["HTTP_IF_NONE_MATCH"] = old.tag
        told: list[Any] = []
        pieces = self._inner(environ, lambda status, headers, *_: told.extend((status, headers)))
        body = b"".join(pieces)
        if hasattr(pieces, "close"):
            pieces.close()
        status, headers = told[-2:]
        seconds, fresh = environ.get(KEEP), status.startswith("200")
        held = old is not None and status.startswith("304")
        if (
            not seconds
            or not (fresh or held)
            or len(body) > LARGEST
            or any(name == "Set-Cookie" for name, _ in headers)
        ):
            start(status, headers)
            return (body,)
        request_id = next((pair for pair in headers if pair[0] == "X-Request-ID"), ("X-Request-ID", new_id()))
        if held:
            headers, body = old.headers, old.body or b""
        self._keep(key, entry, [pair for pair in headers if pair[0] != "X-Request-ID"], body, seconds)
        return self._send(entry, known, request_id, start)

    def _keep(self, key: tuple[Any, ...], entry: Entry, headers: Headers, body: bytes, seconds: float) -> None:
        KEPT.inc()
        entry.headers, entry.until = headers, self._clock() + seconds
        entry.tag = next((value for name, value in headers if name == "ETag"), "")
        with self._lock:
            entry.body = body
            if self._entries.get(key) is entry:  # else it was pushed out already
                self._bytes += len(body)
                self._make_room()

    def _put(self, key: tuple[Any, ...], entry: Entry) -> None:
        old = self._entries.pop(key, None)
        if old is not None and old.body is not None:
            self._bytes -= len(old.body)
        self._entries[key] = entry
        self._make_room()

    def _drop(self, key: tuple[Any, ...], entry: Entry) -> None:
        with self._lock:
            if self._entries.get(key) is entry:
                del self._entries[key]

    def _make_room(self) -> None:
        while len(self._entries) > MOST_ENTRIES or self._bytes > MOST_BYTES:
            _, old = self._entries.popitem(last=False)
            if old.body is not None:
                self._bytes -= len(old.body)
