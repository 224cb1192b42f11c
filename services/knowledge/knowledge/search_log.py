"""What was searched, counted in memory and written once a second: a search waits for no disk.

It is the one thing a reading request leaves behind. Up to a second of it is lost with a process that dies.
"""

import atexit
import threading
import weakref
from collections import Counter
from dataclasses import replace
from datetime import date

import structlog

from knowledge.actions.searches import keep_searches
from knowledge.model.asked import Asked, AskedBy, Opened, kept_query
from portalkit.database import Database

log = structlog.get_logger(__name__)

EVERY = 1.0  # seconds
MOST = 2000  # different ones between two writings; what is above that is not counted


class SearchLog:
    """Counts of this process. Threads may share it. Without an `every`, whoever owns it says when to write."""

    def __init__(self, database: Database, days: int, every: float | None = EVERY) -> None:
        self._database, self._keeps, self._every = database, days > 0, every
        self._asked: dict[tuple[date, str], Asked] = {}
        self._by: dict[tuple[date, str, str], AskedBy] = {}
        self._opened: Counter[Opened] = Counter()
        self._lock, self._waits = threading.Lock(), False
        atexit.register(_write_last, weakref.ref(self))

    def asked(self, day: date, text: str, found: int, audience_id: str | None = None) -> None:
        """Somebody searched, and so many things were found; it counts for an audience too, where one is named."""
        query = kept_query(text)
        if not self._keeps or not query:
            return
        with self._lock:
            known = self._asked.get((day, query))
            if known is not None:
                self._asked[day, query] = replace(
                    known, asked=known.asked + 1, empty=known.empty + (not found), found=min(known.found, found)
                )
            elif len(self._asked) < MOST:
                self._asked[day, query] = Asked(day, query, 1, int(not found), found)
            if audience_id:
                self._count_by(day, audience_id, query, int(not found))
            self._write_soon()

    def _count_by(self, day: date, audience_id: str, query: str, empty: int) -> None:
        known = self._by.get((day, audience_id, query))
        if known is not None:
            self._by[day, audience_id, query] = replace(known, asked=known.asked + 1, empty=known.empty + empty)
        elif len(self._by) < MOST:
            self._by[day, audience_id, query] = AskedBy(day, audience_id, query, 1, empty)

    def opened(self, day: date, text: str, kind: str, thing_id: str, position: int) -> None:
        """Somebody opened a thing from what a search found."""
        one = Opened(day, kept_query(text), kind, thing_id, position, 1)
        if not self._keeps or not one.query:
            return
        with self._lock:
            if one in self._opened or len(self._opened) < MOST:
                self._opened[one] += 1
            self._write_soon()

    def write(self) -> None:
        """Write what was counted. A database that does not answer loses it: nobody waits for a statistic."""
        with self._lock:
            asked, self._asked = self._asked, {}
            by, self._by = self._by, {}
            opened, self._opened = self._opened, Counter()
            self._waits = False
        if not asked and not opened:
            return
        try:
            with self._database.transaction(counted=False, lasting=False) as tx:
                keep_searches(tx, asked.values(), [replace(one, n=n) for one, n in opened.items()], by.values())
        except Exception as fault:  # there is nobody to tell, and the next ones may fare better
            log.warning("searches-lost", count=len(asked) + len(opened), fault=str(fault)[:500])

    def _write_soon(self) -> None:
        if not self._waits and self._every is not None:
            self._waits = True
            timer = threading.Timer(self._every, self.write)
            timer.daemon = True  # an end of the process does not wait for it; what it had is written at the exit
            timer.start()


def _write_last(held: "weakref.ref[SearchLog]") -> None:
    if (there := held()) is not None:
        there.write()
