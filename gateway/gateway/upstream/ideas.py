"""What the gateway asks of community about ideas."""

from typing import Any

from gateway.upstream.caller import Caller, quoted

SERVICE = "community"


def ideas(caller: Caller, category: str | None, state: str | None, sort: str | None, cursor: str | None) -> Any:
    """A page of ideas: {category, categories, items, next}."""
    asked = {"category": category, "state": state, "sort": sort, "cursor": cursor}
    return caller.read(SERVICE, "/internal/v1/pages/ideas", asked)


def judge(caller: Caller, topic_id: str, body: dict[str, Any], version: str) -> None:
    """Say what becomes of one: {state, reason}."""
    caller.change(SERVICE, f"/v1/topics/{quoted(topic_id)}/idea", body, version, "PUT")
