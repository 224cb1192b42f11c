"""Calls to services on behalf of one request: its viewer's token, its id, and what is left of its time."""

import time
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO
from urllib.parse import quote, urlencode

import orjson

from gateway.upstream.port import Answer, Call, Refusal, Unanswered, Unchanged, Upstream, missing_part
from portalkit.errors import Forbidden
from portalkit.tracing import traceparent

JSON, BYTES = "application/json", "application/octet-stream"
Query = Mapping[str, Any]
TokenFor = Callable[[str], str]


def quoted(id: str) -> str:
    """An id from an address, as one step of a path."""
    return quote(id, safe="")


class OnlyToRead(Forbidden):
    """An administrator looks at the portal as somebody, and would change something in their name."""

    slug, title = "only-to-read", "Only to read"

    def __init__(self, detail: str = "You look at the portal as somebody else, and only to read.") -> None:
        super().__init__(f"{detail} Stop that first.")


class Caller:
    """What pages and forms ask services with. One for each request; several threads may share it while it gathers."""

    def __init__(
        self, upstreams: Mapping[str, Upstream], token: TokenFor, request_id: str, trace: str, until: float, each: float
    ) -> None:
        """All calls together end at `until` (of the monotonic clock); one takes at most `each` seconds."""
        self._upstreams, self._token, self._until, self._each = upstreams, token, until, each
        self._request_id, self._trace = request_id, trace
        self.known: str | None = None  # a service's tag that the browser still has the page of
        self.tag = ""  # of the one answer that all depends on; empty as soon as there is another
        self._answers = 0
        self.silent: list[str] = []  # services without whose word something was left out
        self.only_reads = False  # whoever this speaks for is only looked at: nothing is done in their name
        self._gone: set[str] = set()  # services that did not answer this request once already

    def speaking(self, token: TokenFor) -> "Caller":
        """The same caller with other tokens, for somebody else."""
        other = Caller(self._upstreams, token, self._request_id, self._trace, self._until, self._each)
        other._gone = self._gone
        return other

    def afresh(self, seconds: float) -> "Caller":
        """The same caller with `seconds` from now on: for what no page waits for."""
        until = time.monotonic() + seconds
        return Caller(self._upstreams, self._token, self._request_id, self._trace, until, seconds)

    @property
    def parallel(self) -> bool:
        """Whether it pays to make several calls at once."""
        return any(upstream.parallel for upstream in self._upstreams.values())

    def read(self, service: str, path: str, query: Query | None = None, seconds: float | None = None) -> Any:
        """GET what a page shows, and note the tag of the answer. Raises Refusal, Unanswered, Unchanged."""
        more = (("If-None-Match", self.known),) if self.known else ()
        answer = self.send(service, "GET", path, query, more, repeatable=True, seconds=seconds)
        if answer.status == 304:
            raise Unchanged()
        data = decoded(service, answer)
        self._answers += 1
        self.tag = answer.headers.get("etag", "") if self._answers == 1 else ""
        return data

    def ask(self, service: str, path: str, body: Any) -> Any:
        """POST a question that changes nothing. Raises Refusal, Unanswered."""
        self._answers, self.tag = self._answers + 1, ""
        return decoded(service, self.send(service, "POST", path, None, (), orjson.dumps(body), repeatable=True))

    def act(self, service: str, path: str, body: Any = None, method: str = "POST") -> Any:
        """Do something that may be done twice without harm, but is not tried twice. Raises Refusal, Unanswered."""
        self._check_may_change()
        sent = b"" if body is None else orjson.dumps(body)
        return decoded(service, self.send(service, method, path, None, (), sent))

    def create(self, service: str, path: str, body: Any, key: str) -> Any:
        """POST something new, at most once for each `key`. Raises Refusal, Unanswered."""
        self._check_may_change()
        more = (("Idempotency-Key", key),)
        return decoded(service, self.send(service, "POST", path, None, more, orjson.dumps(body), repeatable=True))

    def upload(self, service: str, path: str, query: Query, source: BinaryIO, length: int) -> Any:
        """POST the `length` bytes of a file. Raises Refusal, Unanswered."""
        more = (("Content-Type", BYTES),)
        return decoded(service, self.send(service, "POST", path, query, more, source=source, length=length))

    def piece(self, service: str, path: str, query: Query) -> bytes:
        """GET some bytes of a file. Raises Refusal, Unanswered."""
        answer = self.send(service, "GET", path, query, repeatable=True, raw=True)
        return answer.body if answer.status == 200 else decoded(service, answer)  # type: ignore[no-any-return]

    def change(self, service: str, path: str, body: Any, version: str, method: str = "PATCH") -> Any:
        """Change something that was read at `version` (`*`: whatever it is now). Raises Refusal, Unanswered."""
        self._check_may_change()
        more = (("If-Match", version if version == "*" else f'"{version}"'),)
        sent = b"" if body is None else orjson.dumps(body)
        return decoded(service, self.send(service, method, path, None, more, sent))

    def _check_may_change(self) -> None:
        if self.only_reads:
            raise OnlyToRead()

    def send(
        self,
        service: str,
        method: str,
        path: str,
        query: Query | str | None = None,
        headers: tuple[tuple[str, str], ...] = (),
        body: bytes = b"",
        repeatable: bool = False,
        seconds: float | None = None,
        **more: Any,
    ) -> Answer:
        """Make one call; what is not a server's error comes back. A text `query` stays as it is. Raises Unanswered.

        `more` are fields of the Call that few have.
        """
        seconds = min(self._until - time.monotonic(), self._each if seconds is None else seconds)
        if seconds <= 0 or service in self._gone:
            raise Unanswered(service, "it did not answer before, or no time was left to ask")
        own: tuple[tuple[str, str], ...] = (
            ("Authorization", f"Bearer {self._token(service)}"),
            ("X-Request-ID", self._request_id),
            ("traceparent", traceparent(self._trace)),
            ("X-Deadline-Ms", str(int((time.time() + seconds) * 1000))),
        )
        if body and not any(name == "Content-Type" for name, _ in headers):
            own += (("Content-Type", JSON),)
        text = query if isinstance(query, str) else _encoded(query) if query else ""
        call = Call(method, path, text, own + headers, body, seconds, repeatable, **more)
        try:
            answer = self._upstreams[service].call(call)
        except Unanswered:
            self._gone.add(service)
            raise
        if answer.status >= 500:
            raise Unanswered(service, f"it answered {answer.status}", _seconds(answer) or 5, missing_part(answer))
        return answer


def _encoded(query: Query) -> str:
    several = ((name, value if isinstance(value, list | tuple) else (value,)) for name, value in query.items())
    return urlencode([(name, value) for name, values in several for value in values if value not in (None, "")])


def _seconds(answer: Answer) -> int | None:
    text = answer.headers.get("retry-after", "")
    return int(text) if text.isdigit() else None


def decoded(service: str, answer: Answer) -> Any:
    """What the answer holds. Raises Refusal for a problem and Unanswered for what is not JSON."""
    if answer.status == 204:
        return None
    try:
        data = orjson.loads(answer.body)
    except orjson.JSONDecodeError as fault:
        raise Unanswered(service, "its answer is not JSON") from fault
    if answer.status < 300:
        return data
    if not isinstance(data, dict) or answer.status < 400:
        raise Unanswered(service, f"it answered {answer.status} without a problem")
    raise Refusal(service, answer.status, data, _seconds(answer))
