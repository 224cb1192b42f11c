"""The worker's loop that asks other sites whether what articles link to is still there: one address after the other."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from knowledge.actions.outside import book_host, keep_heard, take_link
from knowledge.model.outside import (
    BUSY,
    FOREVER,
    LOOPS,
    NO_ANSWER,
    NOT_ALLOWED,
    OK,
    REDIRECTS,
    Heard,
    OutsideLink,
    host_of,
    is_fit,
    outcome_of,
    wants_get,
)
from knowledge.settings import Settings
from portalkit.database import Database
from portalkit.outside import Answered, NotAllowed, Outside, Silent

MOST_REDIRECTS = 5


def outside_of(settings: Settings) -> Outside:
    """Whom this service asks, and as who."""
    agent = f"Atrium (checks links of {settings.public_origin})"
    return Outside(agent, settings.check_links_ports, settings.check_links_networks)


class _Resting(Exception):
    """A host wants to be left alone."""


class Asker:
    """Asks what is due: HEAD, and GET where that says nothing. No host is asked twice within a second."""

    def __init__(
        self,
        database: Database,
        outside: Outside,
        every: timedelta,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._database, self._outside, self._every, self._pause = database, outside, every, pause

    def step(self) -> bool:
        """Ask one address, if one is due; whether one was."""
        with self._database.transaction(counted=False) as tx:
            link = take_link(tx)
        if link is None:
            return False
        heard, host = self._hear(link)
        is_news = (heard.outcome, heard.moved_to) != (link.outcome, link.moved_to)
        with self._database.transaction(counted=is_news) as tx:
            keep_heard(tx, link, heard, self._every, host)
        return True

    def _hear(self, link: OutsideLink) -> tuple[Heard, str]:
        """What comes of asking for a link, and who said it."""
        address, moved, forever = link.address, None, True
        try:
            for _ in range(MOST_REDIRECTS + 1):
                answered = self._answer(address, link)
                target = answered.headers.get("location")
                if answered.status not in REDIRECTS or not target:
                    return self._judged(answered, moved), host_of(address)
                address = urljoin(address, target)
                forever = forever and answered.status in FOREVER
                moved = address if forever else moved
        except Silent as fault:
            return Heard(fault.why), host_of(address)
        except (NotAllowed, ValueError):
            return Heard(NOT_ALLOWED), host_of(link.address)
        except _Resting:
            return Heard(BUSY), host_of(address)
        return Heard(LOOPS), host_of(address)

    def _judged(self, answered: Answered, moved: str | None) -> Heard:
        outcome, headers = outcome_of(answered.status), answered.headers
        if outcome == BUSY:
            return Heard(BUSY, answered.status, wait=wait_of(headers.get("retry-after"), self._database.clock()))
        if outcome != OK:
            return Heard(outcome, answered.status)
        etag, modified = (_short(headers.get(name), most) for name, most in (("etag", 200), ("last-modified", 100)))
        return Heard(OK, answered.status, moved if is_fit(moved) else None, etag, modified)

    def _answer(self, address: str, link: OutsideLink) -> Answered:
        try:
            answered = self._asked("HEAD", address, link)
        except Silent as fault:
            if fault.why != NO_ANSWER:
                raise
        else:
            if not wants_get(answered.status):
                return answered
        return self._asked("GET", address, link)

    def _asked(self, method: str, address: str, link: OutsideLink) -> Answered:
        self._outside.checked(address)
        with self._database.transaction(counted=False, lasting=False) as tx:
            wait = book_host(tx, host_of(address))
        if wait is None:
            raise _Resting
        if wait:
            self._pause(wait.total_seconds())
        known = {"If-None-Match": link.etag, "If-Modified-Since": link.modified}
        return self._outside.ask(method, address, {name: value for name, value in known.items() if value})


def wait_of(said: str | None, now: datetime) -> timedelta | None:
    """How long `Retry-After` asks for: seconds, or a time."""
    if not said:
        return None
    if said.strip().isdigit():
        return timedelta(seconds=min(int(said), 10_000_000))
    try:
        at = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max((at if at.tzinfo else at.replace(tzinfo=UTC)) - now, timedelta())


def _short(said: str | None, most: int) -> str | None:
    return said if said and len(said) <= most else None
