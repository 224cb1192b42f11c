"""Links to other sites: what is asked, what an answer means, and when to ask again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

OK = "ok"
# Nobody finds there what the article promises.
GONE, FAILING, LOOPS, NO_HOST, NO_ANSWER, NO_TLS = "gone", "failing", "loops", "no-host", "no-answer", "no-tls"
BROKEN = (GONE, FAILING, LOOPS, NO_HOST, NO_ANSWER, NO_TLS)
# Nothing follows from it: it does not let us in, it has too much to do, or we do not ask there.
CLOSED, BUSY, NOT_ALLOWED = "closed", "busy", "not-allowed"
UNKNOWN = (CLOSED, BUSY, NOT_ALLOWED)
OUTCOMES = (OK, *BROKEN, *UNKNOWN)

LISTS = BROKEN_LIST, MOVED_LIST, UNKNOWN_LIST = ("broken", "moved", "unknown")
REDIRECTS, FOREVER = (301, 302, 303, 307, 308), (301, 308)
THRICE = 3  # as often in a row an address has to fail before anybody is told
SOON = (timedelta(hours=1), timedelta(days=1))  # until it is asked again after it failed once, twice
A_DAY, SHORTEST = timedelta(days=1), timedelta(minutes=1)
A_HOST = timedelta(seconds=1)  # between two questions to one host
LONGEST = 500  # characters of an address


@dataclass(frozen=True, slots=True)
class OutsideLink:
    """An address of another site that articles link to, without its fragment, and what was last heard of it."""

    id: str
    address: str
    host: str
    next_at: datetime
    asked_at: datetime | None = None
    outcome: str | None = None
    status: int | None = None
    strikes: int = 0  # how often it failed, in a row
    moved_to: str | None = None
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of asking. `wait` is how long the host wants to be left alone."""

    outcome: str
    status: int | None = None
    moved_to: str | None = None
    etag: str | None = None
    modified: str | None = None
    wait: timedelta | None = None


def outside_address(address: str, origin: str) -> str | None:
    """What is asked of a link, if it leads to another site than the portal at `origin`."""
    if address.startswith("//"):
        address = f"https:{address}"
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    ours = urlsplit(origin)
    if parts.scheme not in ("http", "https") or not host or (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc):
        return None
    asked = urlunsplit(parts._replace(fragment=""))
    return asked if len(asked) <= LONGEST else None


def host_of(address: str) -> str:
    """Whom an address asks, as far as one must not ask them too often."""
    return (urlsplit(address).hostname or "")[:255]


def outcome_of(status: int) -> str:
    """What the last status means for somebody who follows the link."""
    if status < 400:
        return OK
    if status in (404, 410):
        return GONE
    if status in (429, 503):
        return BUSY
    return FAILING if status >= 500 else CLOSED


def wants_get(status: int) -> bool:
    """Whether an answer to HEAD says nothing about GET: many servers refuse the former, or do it wrong."""
    return status >= 400 and outcome_of(status) != BUSY


def is_fit(address: str | None) -> bool:
    """Whether an address can be offered in place of another."""
    return address is not None and len(address) <= LONGEST and "@" not in urlsplit(address).netloc


def after(link: OutsideLink, heard: Heard, now: datetime, every: timedelta) -> dict[str, object]:
    """What is kept of a link after it was asked, and when it is asked again."""
    kept: dict[str, object] = {"asked_at": now, "outcome": heard.outcome, "status": heard.status}
    if heard.outcome in UNKNOWN:
        wait = heard.wait or (every if heard.outcome == NOT_ALLOWED else A_DAY)
        return kept | {"next_at": now + bounded(wait, every)}
    if heard.outcome in BROKEN:
        strikes = link.strikes + 1
        wait = SOON[strikes - 1] if strikes < THRICE else every
        return kept | {"strikes": strikes, "next_at": now + wait, "etag": None, "modified": None, "moved_to": None}
    said = link if heard.status == 304 else heard
    known = {"etag": heard.etag or said.etag, "modified": heard.modified or said.modified}
    return kept | known | {"strikes": 0, "moved_to": heard.moved_to, "next_at": now + every}


def bounded(wait: timedelta, most: timedelta) -> timedelta:
    """A wait that somebody else asked for, as far as we go along."""
    return min(max(wait, SHORTEST), most)


def said(addresses: Sequence[str]) -> str:
    """What an owner is told of links to other sites that lead nowhere any more."""
    count = "A link to another site leads" if len(addresses) == 1 else f"{len(addresses)} links to other sites lead"
    return f"{count} nowhere any more: {', '.join(addresses)}"
