"""Passwords to hashes: slow on purpose, so never in a transaction, and only a few at a time."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from portalkit.errors import Unavailable

PROFILES = {  # time cost, memory in KiB
    "standard": (2, 19 * 1024),  # OWASP's floor of Argon2id
    "strong": (3, 64 * 1024),
    "test": (1, 64),
}
AT_ONCE = 1  # in one process; others wait, so that pages keep their processor
LONGEST_WAIT = 3.0


class Hasher:
    """Argon2id at the cost of `profile`."""

    def __init__(self, profile: str) -> None:
        time_cost, memory = PROFILES[profile]
        self._argon = PasswordHasher(time_cost, memory, parallelism=1)
        self._turn = threading.BoundedSemaphore(AT_ONCE)
        self._nobody = self._argon.hash("the password of nobody at all")

    def hash(self, password: str) -> str:
        """What is stored of `password`. Raises Unavailable when too many wait."""
        self._take_turn()
        try:
            return self._argon.hash(password)
        finally:
            self._turn.release()

    def fits(self, password: str, stored: str | None) -> bool:
        """Whether `password` is the one stored. With none stored it takes the same time and is not."""
        self._take_turn()
        try:
            return self._argon.verify(stored or self._nobody, password) and stored is not None
        except (Argon2Error, InvalidHashError):
            return False
        finally:
            self._turn.release()

    def is_old(self, stored: str) -> bool:
        """Whether `stored` was made at another cost than today's."""
        return self._argon.check_needs_rehash(stored)

    def _take_turn(self) -> None:
        if not self._turn.acquire(timeout=LONGEST_WAIT):
            raise Unavailable("Too many are signing in just now. Try again in a moment.")
