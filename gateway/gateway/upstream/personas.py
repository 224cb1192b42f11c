"""What the gateway asks of accounts about personas."""

from typing import Any

from gateway.upstream.accounts import DOORS, SERVICE
from gateway.upstream.caller import Caller, quoted

ALL = "/v1/personas"


def personas(caller: Caller, audience_id: str | None = None) -> Any:
    """All of them or those of an audience, with how many people each stands for: {items}."""
    return caller.read(SERVICE, ALL, {"audience_id": audience_id})


def persona(caller: Caller, persona_id: str) -> Any:
    """One: {name, description, audience, people, counted, needs, tasks, owner, version}."""
    return caller.read(SERVICE, f"{ALL}/{quoted(persona_id)}")


def create(caller: Caller, body: dict[str, Any], key: str) -> Any:
    """Make one from {name, description, audience_id, needs, tasks, owner_id}; the persona."""
    return caller.create(SERVICE, ALL, body, key)


def change(caller: Caller, persona_id: str, body: dict[str, Any], version: str) -> None:
    """Change the same of one."""
    caller.change(SERVICE, f"{ALL}/{quoted(persona_id)}", body, version)


def delete(caller: Caller, persona_id: str) -> None:
    """Delete one; its audience stays."""
    caller.act(SERVICE, f"{ALL}/{quoted(persona_id)}", method="DELETE")


def counted(gateway: Caller, seconds: float) -> Any:
    """Those of personas that have people enough for their searches to be counted together: {audiences}."""
    return gateway.read(SERVICE, f"{DOORS}/personas/counted", seconds=seconds)
