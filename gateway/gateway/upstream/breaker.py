"""A circuit breaker: a service that fails or drags is left alone for a while, then tried with a few calls."""

import random
import threading
import time
from collections import deque
from collections.abc import Callable

WINDOW = 10.0  # seconds that are looked at
LEAST = 10  # calls in the window before it can open
FAILED, SLOW = 0.5, 0.8  # shares that open it
DRAGS = 0.4  # seconds from which a call counts as slow
OPEN = 5.0  # seconds it stays open, with a tenth of jitter either way
PROBES = 2  # calls in flight when half open


class Breaker:
    """Closed, open, or half open. The lock is held for its own state only, never during a call."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._calls: deque[tuple[float, bool, bool]] = deque()
        self._opened_until: float | None = None
        self._probing = 0

    @property
    def state(self) -> str:
        """closed | open | half-open."""
        if self._opened_until is None:
            return "closed"
        return "open" if self._clock() < self._opened_until else "half-open"

    def admits(self) -> bool:
        """Whether a call may go out now. Whoever is admitted must `record` what became of it."""
        with self._lock:
            if self._opened_until is None:
                return True
            if self._clock() < self._opened_until or self._probing >= PROBES:
                return False
            self._probing += 1
            return True

    def record(self, answered: bool, seconds: float) -> None:
        """Tell how an admitted call went."""
        slow = seconds > DRAGS
        with self._lock:
            now = self._clock()
            if self._opened_until is not None:
                self._probed(answered and not slow, now)
                return
            self._calls.append((now, not answered, slow))
            while self._calls and self._calls[0][0] < now - WINDOW:
                self._calls.popleft()
            count = len(self._calls)
            if count < LEAST or (answered and not slow):  # what goes well never opens it
                return
            failed = sum(call[1] for call in self._calls)
            dragged = sum(call[2] for call in self._calls)
            if failed >= FAILED * count or dragged >= SLOW * count:
                self._open(now)

    def _probed(self, well: bool, now: float) -> None:
        self._probing = max(0, self._probing - 1)
        if not well:
            self._open(now)
        elif now >= (self._opened_until or 0):
            self._opened_until = None
            self._calls.clear()

    def _open(self, now: float) -> None:
        self._opened_until = now + OPEN * random.uniform(0.9, 1.1)  # noqa: S311  jitter, not a secret
        self._calls.clear()
