"""What the gateway asks of accounts about profiles: what people say of themselves, and what staff decides about it."""

from typing import Any

from gateway.upstream.accounts import DOORS, SERVICE
from gateway.upstream.caller import Caller, quoted

MINE = "/v1/me/profile"


def profile(caller: Caller) -> Any:
    """The viewer's own: the fields, `organisation`, `visible_to` by field, and {rules, wishes, version}."""
    return caller.read(SERVICE, MINE)


def change(caller: Caller, body: dict[str, Any], version: str) -> Any:
    """Change what is free of the fields, ask for the rest, and choose who sees some (`visible_to`)."""
    return caller.change(SERVICE, MINE, body, version)


def on_page(caller: Caller, person_id: str) -> Any:
    """What the viewer sees of a person on their page: [{field, value, visible_to}]."""
    return caller.read(SERVICE, f"{DOORS}/pages/person/{quoted(person_id)}")["items"]


def take_back(caller: Caller, field: str) -> None:
    """Take back what waits for a field."""
    caller.act(SERVICE, f"{MINE}/wishes/{quoted(field)}", method="DELETE")


def queue(caller: Caller) -> Any:
    """What waits longest for a decision: {items, more, policy: {rules, version}}."""
    return caller.read(SERVICE, "/v1/profile-wishes")


def decide(caller: Caller, wish_id: str, approve: bool, reason: str | None, version: str) -> None:
    """Approve or refuse a change as it was read."""
    body = {"approve": approve, "reason": reason}
    caller.change(SERVICE, f"/v1/profile-wishes/{quoted(wish_id)}/decide", body, version, "POST")


def change_rules(caller: Caller, rules: dict[str, str], version: str) -> None:
    """Say what people may do with each field."""
    caller.change(SERVICE, "/v1/profile-policy", {"rules": rules}, version)
