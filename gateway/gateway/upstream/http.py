"""A service behind HTTP: pooled connections, a deadline that is total, a breaker, a bulkhead and few retries."""

import random
import socket
import threading
import time
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from prometheus_client import Counter
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict
from urllib3.connection import HTTPConnection
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import HTTPError

from gateway.upstream.breaker import Breaker
from gateway.upstream.port import Answer, Call, Unanswered, missing_part
from gateway.upstream.retries import RetryBudget

LARGEST_ANSWER = 2_000_000
BULKHEAD = 8
BYTES = "application/octet-stream"
POOL = 32
CALLS = Counter("atrium_upstream_calls_total", "Calls to services by what became of them", ["service", "outcome"])


class TimedSocket(socket.socket):
    """A socket whose timeout is a deadline for everything read after it was set, not for each read.

    A service that sends a byte a second would otherwise hold a thread for as long as it likes.
    """

    _until: float | None = None

    def settimeout(self, value: float | None) -> None:
        """Give all that follows `value` seconds."""
        self._until = None if value is None else time.monotonic() + value
        super().settimeout(value)

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        """Read, in what is left of the time."""
        if self._until is not None:
            left = self._until - time.monotonic()
            if left <= 0:
                raise TimeoutError("the deadline has passed")
            super().settimeout(left)
        return super().recv_into(*args, **kwargs)


class _Connection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        plain = super()._new_conn()
        timeout = plain.gettimeout()
        timed = TimedSocket(plain.family, plain.type, plain.proto, fileno=plain.detach())
        timed.settimeout(timeout)
        return timed


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        by_scheme = self.poolmanager.pool_classes_by_scheme
        self.poolmanager.pool_classes_by_scheme = {**by_scheme, "http": _Pool}


class HttpUpstream:
    """One service at a URL. Safe to use from many threads; holds no thread longer than the call's seconds."""

    parallel = True

    def __init__(self, service: str, url: str, connect_seconds: float = 0.1, breaker: Breaker | None = None) -> None:
        self.breaker = breaker or Breaker()
        self._service, self._url, self._connect = service, url.rstrip("/"), connect_seconds
        self._bulkhead, self._budget = threading.BoundedSemaphore(BULKHEAD), RetryBudget()
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        adapter = _Adapter(pool_connections=1, pool_maxsize=POOL, max_retries=0)
        self._session.mount("http://", adapter)
        self._session.mount("https://", adapter)

    def call(self, call: Call) -> Answer:
        """Make `call` in `call.seconds`, whatever the other side does. Raises Unanswered."""
        until = time.monotonic() + call.seconds
        self._budget.earn()
        if not self._bulkhead.acquire(blocking=False):
            raise self._failed("shed", f"{BULKHEAD} calls wait for it already")
        try:
            try:
                return self._guarded(call, until)
            except _Lost as fault:
                left = until - time.monotonic()
                if not call.repeatable or left < 0.05 or not self._budget.spend():
                    raise self._failed("lost", str(fault)) from fault
                time.sleep(random.uniform(0, min(0.05, left / 4)))  # noqa: S311  jitter, not a secret
                return self._again(call, until)
        finally:
            self._bulkhead.release()

    def _again(self, call: Call, until: float) -> Answer:
        CALLS.labels(self._service, "retried").inc()
        try:
            return self._guarded(call, until)
        except _Lost as fault:
            raise self._failed("lost", str(fault)) from fault

    def _guarded(self, call: Call, until: float) -> Answer:
        if not self.breaker.admits():
            raise self._failed("refused", "the breaker is open")
        began, answered = time.monotonic(), False
        try:
            answer = self._send(call, until)
            # A part that is missing must not keep the rest of the service from being asked.
            answered = answer.status < 500 or bool(missing_part(answer))
        finally:
            self.breaker.record(answered, time.monotonic() - began)
        CALLS.labels(self._service, "answered" if answered else "error").inc()
        return answer

    def _send(self, call: Call, until: float) -> Answer:
        left = max(0.001, until - time.monotonic())
        try:
            response = self._session.send(
                self._prepared(call),
                stream=True,
                allow_redirects=False,
                proxies={},
                timeout=(min(self._connect, left), left),
            )
            with response:
                body = response.raw.read(LARGEST_ANSWER + 1)
                _check_whole(response, body)
        except (requests.Timeout, TimeoutError) as fault:
            raise self._failed("late", str(fault)) from fault
        except (requests.RequestException, HTTPError, OSError) as fault:
            if time.monotonic() >= until:
                raise self._failed("late", str(fault)) from fault
            raise _Lost(str(fault)) from fault
        if len(body) > LARGEST_ANSWER:
            raise self._failed("too-large", "its answer has no end")
        headers = {name.lower(): value for name, value in response.headers.items()}
        told = headers.get("content-type", "")
        if body and "json" not in told and not (call.raw and told == BYTES):  # somebody in between made it
            raise self._failed("strange", "its answer is not JSON")
        return Answer(response.status_code, headers, body)

    def _prepared(self, call: Call) -> requests.PreparedRequest:
        # Filled in by hand: what requests would do to it (encode, merge cookies, look for proxies) is done or unwanted.
        made = requests.PreparedRequest()
        made.method = call.method
        made.url = f"{self._url}{call.path}?{call.query}" if call.query else f"{self._url}{call.path}"
        made.headers = CaseInsensitiveDict(call.headers)
        made.headers["Accept-Encoding"] = "identity"
        made.body = None
        if call.body or call.method not in ("GET", "HEAD"):
            made.body = call.source or call.body
            made.headers["Content-Length"] = str(call.length if call.source else len(call.body))
        made.hooks, made._cookies = {"response": []}, self._session.cookies
        return made

    def _failed(self, outcome: str, why: str) -> Unanswered:
        CALLS.labels(self._service, outcome).inc()
        return Unanswered(self._service, why)

    def close(self) -> None:
        """Close the pooled connections."""
        self._session.close()


def _check_whole(response: requests.Response, body: bytes) -> None:
    length = response.headers.get("Content-Length", "")
    if length.isdigit() and len(body) < int(length) and response.status_code not in (204, 304):
        raise requests.ConnectionError("the answer broke off")


class _Lost(Exception):
    """The connection failed before there was a whole answer; a call that may be repeated can be tried again."""
