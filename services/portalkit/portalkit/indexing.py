"""The indexer: brings what the rows say into the search index, after the fact and as often as it takes.

Handlers and actions write rows only; beside each row that is searched the service keeps, for each generation,
a queue row (generation, id, version). The source reads that queue; the indexer writes to the index and marks
what is done after the commit. A crash between the two writes the same documents again, which changes nothing.

Reindexing: the source makes a new generation's name, fills its queue with every id, and lists it in
`generations()` beside the old one; from then on every change queues for both and the indexer writes to both.
When `pending` of the new one is empty the source swaps its pointer, stops listing the old one, and has it
dropped. Searches look at the pointer each time, so nobody sees a half-filled one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from .search import Document, SearchIndex

BATCH = 1000  # as a commit costs as much as many documents, and leaves a part of the index that is merged later
GATHER = 0.1


@dataclass(frozen=True, slots=True)
class Pending:
    """A thing whose row is newer than the index. No document: the thing has to go from the index."""

    id: str
    version: int
    document: Document | None


class Source(Protocol):
    """What the indexer asks of the service, in transactions of the service's own."""

    def generations(self) -> Sequence[str]:
        """The generations to keep up to date: the one searched, and one being filled."""

    def pending(self, generation: str, limit: int) -> Sequence[Pending]:
        """The oldest queue rows, at most one for an id, with the document as the row is now."""

    def mark(self, generation: str, done: Sequence[tuple[str, int]]) -> None:
        """Delete the queue rows of these ids whose version is not above the one given."""


class Pause:
    """How long to leave an index alone that does not answer: longer each time, but never for long."""

    def __init__(self, first: float = 0.5, longest: float = 5.0) -> None:
        self._first, self._longest = first, longest
        self._wait, self._until = first, float("-inf")

    def lasts(self, now: float) -> bool:
        """Whether it is too early to try again."""
        return now < self._until

    def begin(self, now: float) -> float:
        """It did not answer; how many seconds it is left alone."""
        wait, self._until = self._wait, now + self._wait
        self._wait = min(self._longest, self._wait * 2)
        return wait

    def end(self) -> None:
        """It answered."""
        self._wait = self._first


class Indexer:
    """One loop's worth of indexing; the process that writes the index has one for each source."""

    def __init__(self, index: SearchIndex, source: Source, batch: int = BATCH, gather: float = GATHER) -> None:
        self._index, self._source = index, source
        self._batch, self._gather = batch, gather
        self._made: set[str] = set()
        self._last = float("-inf")

    def step(self, now: float, idle: bool = True) -> bool:
        """Write one batch to each generation and mark it; whether anything was written.

        A commit costs as much as many rows, so the caller says whether it is `idle`: while its other loops
        are busy, changes gather for 100 ms. Raises what the index or the source raises; the next step tries
        the same again.
        """
        if not idle and 0 <= now - self._last < self._gather:
            return False
        generations = self._source.generations()
        wrote = [self._write(generation) for generation in generations]
        self._made.intersection_update(generations)
        if any(wrote):
            self._last = now
        return any(wrote)

    def forget(self) -> None:
        """Make generations again that have vanished."""
        self._made.clear()

    def _write(self, generation: str) -> bool:
        if generation not in self._made:
            self._index.create(generation)
            self._made.add(generation)
        pending = self._source.pending(generation, self._batch)
        if not pending:
            return False
        documents = [each.document for each in pending if each.document is not None]
        removed = {each.id: each.version for each in pending if each.document is None}
        self._index.write(generation, documents, removed)
        self._source.mark(generation, [(each.id, each.version) for each in pending])
        return True
