"""The addresses of a person: one that mail goes to, others that they sign in with as well, and those they had."""

from dataclasses import dataclass
from datetime import datetime

from portalkit.errors import Refused

MOST = 5  # at a time
KNOWN, REGISTERED, IMPORTED, INVITED, BY_HAND, LINK = "known", "registered", "imported", "invited", "operator", "link"
SOURCES = (KNOWN, REGISTERED, IMPORTED, INVITED, BY_HAND, LINK)


@dataclass(frozen=True, slots=True)
class Address:
    """An address while somebody has it, and afterwards. It is verified when a link was pressed that lay there."""

    id: str
    user_id: str
    email: str
    source: str  # how it came here
    since: datetime
    verified_at: datetime | None = None
    ended_at: datetime | None = None


def check_room(there: int) -> None:
    """Raise Refused for one address too many."""
    if there >= MOST:
        raise Refused("too-many-addresses", f"You have {MOST} addresses. Remove one that you do not use any more.")


def check_can_be_main(address: Address) -> None:
    """Raise Refused unless mail may go there from now on."""
    if address.ended_at is not None or address.verified_at is None:
        raise Refused("not-verified", "Only an address that was confirmed can be the main one.")


def check_can_go(address: Address, main: str) -> None:
    """Raise Refused for the address that mail goes to."""
    if address.email == main:
        raise Refused("main-address", "Mail goes to this address. Choose another main address first.")
