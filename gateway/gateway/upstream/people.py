"""What the gateway asks of accounts about people who come by a file."""

from typing import Any

from gateway.upstream.caller import Caller

SERVICE = "accounts"
DOORS = "/internal/v1/people"


def look(caller: Caller, lines: list[dict[str, Any]]) -> Any:
    """What an import would do to each of these: {items: [{outcome, errors}]}."""
    return caller.ask(SERVICE, f"{DOORS}/look", {"items": lines})


def bring_in(caller: Caller, import_id: str, lines: list[dict[str, Any]], last: bool) -> Any:
    """Do it: {items}. The last part of a file closes the record of the whole."""
    return caller.act(SERVICE, f"{DOORS}/import", {"import_id": import_id, "items": lines, "last": last})
