"""What the gateway asks of community about who reads a topic just now."""

from typing import Any

from gateway.upstream.caller import Caller, quoted

SERVICE = "community"


def read(caller: Caller, topic_id: str, writing: bool) -> Any:
    """Be one of those who read it, and see the others: {readers, names, writers, writing}."""
    return caller.act(SERVICE, f"/internal/v1/topics/{quoted(topic_id)}/readers", {"writing": writing})


def choose_named(caller: Caller, named: bool) -> None:
    """Be named to others who read the same, or be one of a number."""
    caller.act(SERVICE, "/v1/readers/named", {"named": named}, "PUT")
