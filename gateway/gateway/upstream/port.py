"""The port to a service: one call in, one answer out, or `Unanswered`."""

from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

import orjson

from portalkit.errors import Fault, Unavailable


@dataclass(slots=True)
class Call:
    """One request to a service. `path` is quoted already; `repeatable` says that sending it twice does no harm.

    A `source` of `length` bytes is sent in place of a `body`. With `raw` the answer may be bytes of a file.
    """

    method: str
    path: str
    query: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    seconds: float = 0.5
    repeatable: bool = False
    source: BinaryIO | None = None
    length: int = 0
    raw: bool = False


@dataclass(slots=True)
class Answer:
    """What came back; names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class Unanswered(Unavailable):
    """`service` gave no usable answer in time: it is down, hangs, or answers with errors.

    Of a service that is there but for a part, the slug names the part (`search-unavailable`).
    """

    def __init__(self, service: str, why: str = "", retry_after: int = 5, part: str = "") -> None:
        what = WHAT.get(part) or WHAT.get(service, "A part of the portal is")
        super().__init__(f"{what} not available just now.", retry_after)
        self.service, self.why = service, why
        self.slug = part or self.slug


SEARCH = "search-unavailable"
WHAT = {
    "accounts": "Accounts are",
    "knowledge": "Articles and search are",
    "community": "The community is",
    "notify": "Notifications are",
    SEARCH: "The search is",
}


def missing_part(answer: Answer) -> str:
    """The slug of a 503 that a service gives for a part of it while all else goes on; empty for any other answer."""
    if answer.status != 503:
        return ""
    try:
        slug = orjson.loads(answer.body)["slug"]
    except (orjson.JSONDecodeError, TypeError, KeyError):
        return ""
    return slug if slug in WHAT else ""


class Refusal(Fault):
    """A service said no: its problem, with the messages at fields, if there are any."""

    def __init__(self, service: str, status: int, problem: dict[str, Any], retry_after: int | None) -> None:
        super().__init__(str(problem.get("detail", "")), str(problem.get("slug", "refused")), status)
        self.service, self.title, self.retry_after = service, str(problem.get("title", "Refused")), retry_after
        fields = problem.get("errors")
        self.fields: dict[str, list[str]] = fields if isinstance(fields, dict) else {}


class Unchanged(Exception):
    """The service says that nothing has changed since the tag that was sent along."""


class Upstream(Protocol):
    """One service, wherever it runs."""

    parallel: bool  # whether calls gain anything from running at once

    def call(self, call: Call) -> Answer:
        """Make `call`. Raises Unanswered when there is no answer in `call.seconds`."""
