"""What the gateway asks of community about how asking goes."""

from typing import Any

from gateway.upstream.caller import Caller

SERVICE = "community"


def weeks(caller: Caller) -> Any:
    """How often answers that were there spared a question: {weeks, all}."""
    return caller.read(SERVICE, "/internal/v1/pages/staff/asking")


def count(caller: Caller, step: str, day: str) -> None:
    """It came to a step, `shown`, `opened` or `asked`, of what began on a day (of the first it is today)."""
    caller.act(SERVICE, "/internal/v1/asking", {"step": step, "day": day or None})
