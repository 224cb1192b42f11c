"""One request's ids on their way: the id that people quote, and the trace of W3C Trace Context that goes with it."""

import hashlib
import os
import re

from structlog.contextvars import get_contextvars

TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
HEX = re.compile(r"[0-9a-f]{32}")
NOTHING = "0" * 32  # the one trace id that the standard forbids


def trace_of(traceparent: str | None, request_id: str) -> str:
    """The trace that a request belongs to: the caller's, or one that follows from the request's id."""
    if traceparent and (found := TRACEPARENT.fullmatch(traceparent)) and found[1] != NOTHING:
        return found[1]
    plain = request_id.replace("-", "").lower()
    if HEX.fullmatch(plain) and plain != NOTHING:
        return plain
    return hashlib.blake2b(request_id.encode(), digest_size=16).hexdigest()


def traceparent(trace_id: str) -> str:
    """The header for one hop within a trace: each hop is a span of its own."""
    return f"00-{trace_id}-{os.urandom(8).hex()}-01"


def bound() -> tuple[str | None, str | None]:
    """Request id and traceparent of what is being done now, for a row that outlives it."""
    there = get_contextvars()
    trace_id = there.get("trace_id")
    return there.get("request_id"), traceparent(trace_id) if trace_id else None


def context(request_id: str | None, parent: str | None) -> dict[str, str]:
    """What log lines carry while something is done for that request; nothing when it is for none."""
    return {"request_id": request_id, "trace_id": trace_of(parent, request_id)} if request_id else {}
