"""Work on another core: facets are counted while the page is looked for, which takes about as long.

tantivy lets go of the interpreter meanwhile. Where there is one core, or few documents, it is not worth the thread.
"""

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

WORTH_IT = 20_000  # documents
T = TypeVar("T")


class Begun(Generic[T]):
    """Work that another thread may have begun."""

    def __init__(self, work: Callable[[], T], begun: Future[T] | None) -> None:
        self._work, self._begun = work, begun

    def result(self) -> T:
        """What comes of it; done here where no thread was free for it so far."""
        return self._work() if self._begun is None or self._begun.cancel() else self._begun.result()

    def drop(self) -> None:
        """Nobody will ask; what is under way goes on."""
        if self._begun is not None:
            self._begun.cancel()


class Beside:
    """Threads of one index, as many as there are other cores. They begin with the first work and end with the index."""

    def __init__(self, others: int = len(os.sched_getaffinity(0)) - 1) -> None:
        self._threads = ThreadPoolExecutor(others, "search") if others else None

    def begin(self, work: Callable[[], T], documents: int) -> Begun[T]:
        """Begin this work, if there are so many documents that it is worth it."""
        there = self._threads if documents >= WORTH_IT else None
        return Begun(work, there.submit(work) if there else None)
