"""Identifiers of things and events."""

import os
import time
from uuid import UUID


def new_id() -> str:
    """A UUIDv7 (RFC 9562 §5.7) as text: unique, and in time order to the millisecond."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    value &= ~(0xF << 76) & ~(0x3 << 62)
    return str(UUID(int=value | (0x7 << 76) | (0x2 << 62)))
