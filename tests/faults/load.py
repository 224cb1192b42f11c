"""The load: operations sent at a fixed rate whatever becomes of them, each with a token of its own, into a ledger."""

import random
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Protocol

from faults.ledger import INDETERMINATE, Ledger

RATE = 30.0
AT_ONCE = 48  # more than can be under way: an open loop does not wait for answers
LETTERS, TOKEN_LETTERS = "bcdfghjklmnpqrstvwxz", 16  # a word of these stands nowhere else; home.word is shorter


class Kind(Protocol):
    """One kind of operation. Sent again with the same token it must ask for the same."""

    name: str

    def send(self, token: str) -> int | None:
        """Ask for it; the status of the answer, or None when there was none."""


class Load:
    """Sends `kinds` in an order of chance until it is stopped. As a context it runs inside, and has ended after."""

    def __init__(self, kinds: Sequence[Kind], ledger: Ledger, rate: float = RATE, seed: int = 0) -> None:
        self._kinds = {kind.name: kind for kind in kinds}
        self._ledger, self._every, self._chance = ledger, 1 / rate, random.Random(f"load {seed}")
        self._pool = ThreadPoolExecutor(AT_ONCE, "load")
        self._ending = threading.Event()
        self._sender = threading.Thread(target=self._send_all, name="load", daemon=True)
        self.faults: list[BaseException] = []

    def __enter__(self) -> "Load":
        self._sender.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Send nothing more, and wait for what is under way. Raises what went wrong on our own side."""
        self._ending.set()
        self._sender.join()
        self._pool.shutdown(wait=True)
        if self.faults:
            raise self.faults[0]

    def send_again(self) -> int:
        """Send once more, with the same tokens, whatever had no answer that promised anything; how many."""
        unsure = self._ledger.tokens(INDETERMINATE)
        for token in unsure:
            self._send(self._ledger.entries[token].kind, token, time.monotonic(), 0.0)
        if self.faults:
            raise self.faults[0]
        return len(unsure)

    def _send_all(self) -> None:
        began, number = time.monotonic(), 0
        names = sorted(self._kinds)
        while not self._ending.wait(max(0.0, began + number * self._every - time.monotonic())):
            due = began + number * self._every
            token = "".join(self._chance.choices(LETTERS, k=TOKEN_LETTERS))
            self._pool.submit(self._send, self._chance.choice(names), token, due, due - began)
            number += 1

    def _send(self, name: str, token: str, due: float, at: float) -> None:
        try:
            self._ledger.invoked(token, name, at)
            status = self._kinds[name].send(token)
            self._ledger.ended(token, status, time.monotonic() - due)
        except BaseException as fault:
            self.faults.append(fault)


class PerThread:
    """One of something for each thread that asks, made by `make`; all of them are closed together."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make, self._own, self._all = make, threading.local(), []

    def get(self) -> Any:
        """This thread's."""
        if not hasattr(self._own, "one"):
            self._own.one = self._make()
            self._all.append(self._own.one)
        return self._own.one

    def close(self) -> None:
        """Close all of them."""
        for each in self._all:
            with suppress(OSError):
                each.close()
