"""The open streams of the live process, and the one thread that looks what to tell them."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue

import orjson
import structlog

from notify.store import bells
from notify.store.bells import News
from portalkit.database import Database
from portalkit.wake import Bell

log = structlog.get_logger(__name__)

MOST, MOST_OF_ONE = 100, 8  # open streams: of all, and of one person
HEARTBEAT = 15.0  # seconds
LONGEST = 300.0  # seconds; then the page comes back with a new ticket
NET = 1.0  # seconds: how often to look although nobody rang
MISSED = timedelta(seconds=30)  # what happened so long before a ticket may have fallen between two streams


class NoRoom(Exception):
    """There are as many streams as there may be."""


class Stream:
    """One page that listens. Iterating it gives what goes over the wire, until somebody ends it.

    `gone` says whether the page has hung up: one that only waits would not notice before its next heartbeats.
    """

    def __init__(
        self, person: str, sid: str, longest: float = LONGEST, gone: Callable[[], bool] = lambda: False
    ) -> None:
        self.person, self.sid, self.gone = person, sid, gone
        self.counts: tuple[int, str] | None = None
        self._unread, self._last = 0, ""
        self._frames: SimpleQueue[bytes | None] = SimpleQueue()
        self._until = time.monotonic() + longest

    def begin(self, news: News, issued: datetime) -> None:
        """Take `news` as what the page knows, except what is so new that it may not: of that it is told at once."""
        missed = [(topic, when) for _, topic, when in news.newest if when > issued - MISSED]
        self._stand(news)
        if missed:
            # The page itself was made when its ticket was issued; what was there by then is on it.
            self._say({topic if when > issued else None for topic, when in missed})

    def update(self, news: News) -> None:
        """Tell the page what is different, if anything is."""
        fresh = {topic for id, topic, _ in news.newest if id > self._last}
        changed = news.unread != self._unread
        self._stand(news)
        if fresh or changed:
            self._say(set(fresh) or {None})

    def end(self) -> None:
        """Say no more; the connection closes."""
        self._frames.put(None)

    def __iter__(self) -> Iterator[bytes]:
        yield b"retry: 3000\n: here\n\n"
        while (left := self._until - time.monotonic()) > 0:
            frame: bytes | None = b": still here\n\n"
            with suppress(Empty):
                frame = self._frames.get(timeout=min(HEARTBEAT, left))
            if frame is None:
                return
            yield frame

    def _stand(self, news: News) -> None:
        self._unread = news.unread
        self._last = max([self._last, *(id for id, _, _ in news.newest)])

    def _say(self, topics: set[str | None]) -> None:
        for topic in topics:
            data = orjson.dumps({"unread": self._unread, "topic_id": topic or None})
            self._frames.put(b"event: bell\ndata: " + data + b"\n\n")


class Streams:
    """All open streams, told of news by a thread that waits for the worker's ring."""

    def __init__(self, database: Database, bell: Bell) -> None:
        self._database, self._bell = database, bell
        self._open: set[Stream] = set()
        self._state = ""
        self._lock = threading.Lock()  # guards the set and the one connection that reads
        self._stopping = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="watcher", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._watcher.start()

    def __len__(self) -> int:
        return len(self._open)

    def open(self, stream: Stream, issued: datetime) -> bool:
        """Add a stream; False when its session has ended. Raises NoRoom."""
        with self._lock:
            there = self._sweep()
            of_one = Counter(each.person for each in there)[stream.person]
            if len(there) >= MOST or of_one >= MOST_OF_ONE or self._stopping.is_set():
                raise NoRoom()
            with self._database.reading() as db:
                if bells.ended(db, [stream.sid]):
                    return False
                stream.counts = bells.counts(db, [stream.person]).get(stream.person)
                stream.begin(bells.news(db, bells.readers(db, [stream.person])[0]), issued)
            self._open.add(stream)
            self._state = ""  # something may have happened since the watcher last looked
        if self._stopping.is_set():
            stream.end()
        return True

    def close(self, stream: Stream) -> None:
        """Forget a stream whose connection is gone."""
        with self._lock:
            self._open.discard(stream)

    def _sweep(self) -> list[Stream]:
        """End the streams of pages that have hung up; those of the others."""
        there = []
        for stream in self._open:
            if stream.gone():
                stream.end()
            else:
                there.append(stream)
        return there

    def look(self) -> None:
        """Tell every stream what is new, and end those whose session has ended or whose page is gone."""
        with self._lock:
            self._sweep()
            if not self._open:
                return
            with self._database.reading() as db:
                state = db.state()
                if state == self._state:
                    return
                over = bells.ended(db, [stream.sid for stream in self._open])
                counts = bells.counts(db, [stream.person for stream in self._open])
                behind = [stream for stream in self._open if stream.counts != counts.get(stream.person)]
                readers = bells.readers(db, [stream.person for stream in behind]) if behind else []
                news = {reader.id: bells.news(db, reader) for reader in readers}
            for stream in behind:
                stream.counts = counts.get(stream.person)
                stream.update(news[stream.person])
            for stream in self._open:
                if stream.sid in over:
                    stream.end()
            self._state = state

    def stop(self) -> None:
        """End every stream, now. Called by a signal, so it waits for no lock."""
        self._stopping.set()
        for stream in list(self._open):
            stream.end()

    def _watch(self) -> None:
        while not self._stopping.is_set():
            self._bell.wait(NET)
            try:
                self.look()
            except Exception as fault:  # the database may be busy; the next look is a second away
                log.warning("look-failed", exc_info=fault)
        self._bell.close()
