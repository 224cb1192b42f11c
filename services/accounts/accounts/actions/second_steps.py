"""The second step of a sign-in: a code besides the password."""

from typing import Any

from accounts.actions.codes import take_try, use_code
from accounts.actions.desk import Desk
from accounts.actions.remembering import remember
from accounts.actions.sessions import start
from accounts.model.factor import SIGN_IN, Ticket, sign_in_again
from accounts.model.session import hashed
from accounts.model.user import Credentials
from accounts.store import tickets, users
from portalkit.database import Database, Transaction


def finish_with_code(database: Database, desk: Desk, ticket: str, code: str, keep: bool) -> dict[str, Any]:
    """Start the session whose first step gave `ticket`; with `keep` this browser is not asked again for a month.

    The try is counted and committed before the code is looked at. Raises Refused, Throttled, Invalid.
    """
    with database.transaction(counted=False) as tx:
        held = tickets.look(tx, hashed(ticket), SIGN_IN)
        if held is None:
            raise sign_in_again()
        key = _key(held)
        take_try(tx, key)
    with database.transaction() as tx:
        used, known = use_ticket(tx, ticket)
        use_code(tx, desk, known.user_id, code, key)
        return finish(tx, desk, used, known, keep)


def use_ticket(tx: Transaction, ticket: str) -> tuple[Ticket, Credentials]:
    """The ticket, used up, and whose it is. Raises Refused when it, or what it was given for, is not good any more."""
    held = tickets.use(tx, hashed(ticket), SIGN_IN)
    known = users.credentials_of(tx, held.user_id or "") if held else None
    if held is None or known is None or known.state != "active" or known.epoch != held.detail["epoch"]:
        raise sign_in_again()
    return held, known


def finish(tx: Transaction, desk: Desk, held: Ticket, known: Credentials, keep: bool) -> dict[str, Any]:
    """The session, and with `keep` what this browser has to show to be not asked again."""
    device = str(held.detail["device"])
    made = start(tx, desk, known, device, str(held.detail["device_id"]))
    return made | {"remembered": remember(tx, known.user_id, device) if keep else None}


def _key(held: Ticket) -> str:
    """Whose tries are counted: a stranger who knows the password does not keep the owner out of a browser of theirs."""
    return str(held.detail["device_id"]) if held.detail["known_device"] else str(held.user_id)
