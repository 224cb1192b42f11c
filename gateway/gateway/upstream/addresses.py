"""What the gateway asks of accounts about the addresses that people have besides the main one."""

from typing import Any

from gateway.upstream.accounts import SERVICE
from gateway.upstream.caller import Caller, quoted

MINE = "/v1/me/addresses"


def addresses(caller: Caller) -> Any:
    """The viewer's: {items: [{id, email, main, source, since, verified_at, ended_at}], wanted, until}."""
    return caller.read(SERVICE, MINE)


def add(caller: Caller, email: str) -> None:
    """Have a link mailed to an address that the viewer wants as well."""
    caller.act(SERVICE, MINE, {"email": email})


def make_main(caller: Caller, address_id: str) -> None:
    """Have mail go to another of the viewer's addresses."""
    caller.act(SERVICE, f"{MINE}/{quoted(address_id)}/main")


def remove(caller: Caller, address_id: str) -> None:
    """Have one of the viewer's addresses no more."""
    caller.act(SERVICE, f"{MINE}/{quoted(address_id)}", method="DELETE")
