"""What the gateway asks of accounts about holds on what is held of a person."""

from typing import Any

from gateway.upstream.caller import Caller, quoted

SERVICE = "accounts"


def register(caller: Caller, cursor: str | None) -> Any:
    """A page of those in force on anybody, newest first: {items, next}."""
    return caller.read(SERVICE, "/v1/holds", {"cursor": cursor})


def set_hold(caller: Caller, user_id: str, body: dict[str, Any], key: str) -> None:
    """Let an erasure of a person wait, on a ground: {ground, note, until}."""
    caller.create(SERVICE, _at(user_id), body, key)


def lift(caller: Caller, user_id: str, hold_id: str) -> None:
    """End one; an erasure that waited for it alone begins."""
    caller.act(SERVICE, f"{_at(user_id)}/{quoted(hold_id)}", method="DELETE")


def _at(user_id: str) -> str:
    return f"/v1/users/{quoted(user_id)}/holds"
