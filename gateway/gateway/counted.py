"""For which audiences searches are counted: those of personas with people enough, as accounts says once a minute."""

import secrets
import time
from collections.abc import Iterable

from gateway.upstream import personas
from gateway.upstream.caller import Caller
from gateway.upstream.port import Refusal, Unanswered

EVERY = 60.0  # seconds
PATIENCE = 0.5  # seconds; somebody waits for what they searched


class Counted:
    """What all requests of a process know of it."""

    def __init__(self) -> None:
        self._audiences: frozenset[str] = frozenset()
        self._until = 0.0

    def one_of(self, gateway: Caller, audiences: Iterable[str]) -> str | None:
        """One of somebody's `audiences`, by chance, if any of them is counted.

        Were a search counted for all of them, the counts of a rare one laid together would tell who asked.
        """
        now = time.monotonic()
        if now >= self._until:
            self._until = now + EVERY
            self._audiences = self._asked(gateway)
        there = sorted(self._audiences.intersection(audiences))
        return secrets.choice(there) if there else None

    @staticmethod
    def _asked(gateway: Caller) -> frozenset[str]:
        try:
            return frozenset(personas.counted(gateway, PATIENCE)["audiences"])
        except (Unanswered, Refusal):
            return frozenset()  # nobody's searches are counted for a while
