"""Identifiers of things and events."""

import os
import time
from uuid import UUID


def new_id() -> str:
    """A UUIDv7 as text: unique, and in time order to a quarter of a microsecond.

    The 12 bits after the milliseconds are their fraction (RFC 9562 §6.2, method 3), so what one process makes one
    after the other sorts that way.
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    fraction = (rest << 12) // 1_000_000
    chance = int.from_bytes(os.urandom(8), "big") >> 2
    return str(UUID(int=(milliseconds << 80) | (0x7 << 76) | (fraction << 64) | (0x2 << 62) | chance))
