"""What a process does once it serves, so that it serves sooner: nobody waits for it, before or when it is asked."""

import threading
from collections.abc import Callable
from typing import TypeVar
from weakref import WeakSet

AFTER = 1.5  # seconds: by then its first requests are answered
Do = TypeVar("Do", bound=Callable[[], object])

_waiting: WeakSet[Callable[[], object]] = WeakSet()  # an app that is gone takes with it what it had to do


def afterwards(do: Do) -> Do:
    """Have `do` called once this process serves. It may be called before by whoever needs it."""
    _waiting.add(do)
    return do


def begin(after: float = AFTER) -> threading.Timer:
    """Do, `after` so many seconds and beside everything else, all that waits."""
    timer = threading.Timer(after, _all)
    timer.daemon = True
    timer.start()
    return timer


def _all() -> None:
    for do in list(_waiting):
        _waiting.discard(do)
        do()
