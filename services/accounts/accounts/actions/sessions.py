"""Sign in, sign out, and end sessions."""

from dataclasses import dataclass, replace
from ipaddress import ip_address, ip_network
from typing import Any

import structlog

from accounts.actions.desk import Desk
from accounts.actions.remembering import is_remembered
from accounts.actions.telling import tell_ended
from accounts.actions.views import drop_view
from accounts.model.factor import SIGN_IN, TICKET
from accounts.model.password import normal
from accounts.model.session import Session, hashed, new_secret
from accounts.model.user import Credentials, email_key
from accounts.store import audit, sessions, tickets, users, visits
from accounts.store.factors import has_totp
from portalkit import limits
from portalkit.database import Database, Transaction
from portalkit.errors import Refused, Throttled
from portalkit.ids import new_id
from portalkit.limits import Limit

log = structlog.get_logger(__name__)

# A bucket of n holds n at once and n more in its time, so these are half of what is promised for any such time.
ACCOUNT_AND_NETWORK = Limit("sign-in-at", 5, 15 * 60)
NETWORK = Limit("sign-in-from", 100, 15 * 60)
ACCOUNT = Limit("sign-in-to", 50, 365 * 24 * 3600)  # wrong ones in a row: the right one empties it
TOO_MANY_IN_A_ROW = (
    "There were too many wrong passwords in a row. Choose a new one by mail (“Forgotten?”),"
    " or sign in where you have signed in before."
)
DEVICE = Limit("sign-in-on", 5, 15 * 60)


def network_of(ip: str) -> str:
    """The network that an address is of: what one subscriber usually holds."""
    address = ip_address(ip)
    return str(ip_network(f"{address}/{24 if address.version == 4 else 64}", strict=False))


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody wants to sign in."""

    email: str
    password: str
    device: str
    ip: str
    known_device: str | None = None
    remembered: str | None = None  # the secret of a browser that is not asked for the second factor

    @property
    def account(self) -> str:
        """The key of the account's limits; there is one for addresses without an account, too."""
        return hashed(email_key(self.email))[:32]

    @property
    def network(self) -> str:
        """The network it comes from."""
        return network_of(self.ip)


@dataclass(frozen=True, slots=True)
class Checked:
    """The password was right. `known_device`: it was typed where its owner has signed in before."""

    known: Credentials
    device_id: str
    known_device: bool
    new_hash: str | None


def sign_in(database: Database, desk: Desk, attempt: Attempt) -> dict[str, Any]:
    """Start a session for whoever knows the password, where that is enough. Raises Throttled, Refused."""
    made = begin(database, desk, attempt)["signed_in"]
    if made is None:
        raise Refused("second-factor-needed", "This account asks for a code besides the password.", 403)
    return made  # type: ignore[no-any-return]


def begin(database: Database, desk: Desk, attempt: Attempt) -> dict[str, Any]:
    """Start a session for whoever knows the password; where a code is asked for, give a ticket to go on with.

    The try is counted and committed before the password is looked at. An unknown address, a wrong password and a
    suspended account take the same steps and give the same answer. Raises Throttled, Refused.
    """
    checked = _check(database, desk, attempt)
    user_id = checked.known.user_id
    with database.transaction() as tx:
        _right(tx, _at_main(attempt, checked.known), checked)
        asked = has_totp(tx, user_id)
        if not asked or is_remembered(tx, user_id, attempt.remembered):
            # Who was not asked for the code proves it where it matters.
            made = start(tx, desk, checked.known, attempt.device, checked.device_id, proven=not asked)
            return {"signed_in": made, "ticket": None}
        ticket = new_secret()
        detail = {"epoch": checked.known.epoch, "device": attempt.device}
        detail |= {"device_id": checked.device_id, "known_device": checked.known_device}
        tickets.add(tx, hashed(ticket), SIGN_IN, user_id, TICKET, detail)
        return {"signed_in": None, "ticket": ticket}


def _check(database: Database, desk: Desk, attempt: Attempt) -> Checked:
    with database.transaction(counted=False) as tx:
        known = users.credentials(tx, attempt.email)
        owner, epoch = (known.user_id, known.epoch) if known else ("", 0)
        device_id = desk.devices.read(attempt.known_device, owner, epoch)
        _take(tx, _at_main(attempt, known), device_id)
    fits = desk.hasher.fits(normal(attempt.password), known.password_hash if known else None)
    if known is None or not fits or known.state == "suspended":
        log.info("sign-in-failed", user=known.user_id if known else None)
        raise _failed()
    if known.state == "unverified":
        raise Refused(
            "not-verified",
            "Follow the link in the mail we sent you first. Register again for a new one.",
            403,
        )
    new_hash = desk.hasher.hash(normal(attempt.password)) if desk.hasher.is_old(known.password_hash or "") else None
    return Checked(known, device_id or new_id(), device_id is not None, new_hash)


def _at_main(attempt: Attempt, known: Credentials | None) -> Attempt:
    """The attempt by the main address: several of one account share its limits."""
    return replace(attempt, email=known.email) if known else attempt


def _take(tx: Transaction, attempt: Attempt, device_id: str | None) -> None:
    """Count the try. One from a browser that its owner signed in with before is not held up by others' tries."""
    if device_id:
        limits.take(tx, DEVICE, device_id)
        return
    limits.take(tx, ACCOUNT_AND_NETWORK, f"{attempt.account}@{attempt.network}")
    limits.take(tx, NETWORK, attempt.network)
    try:
        limits.take(tx, ACCOUNT, attempt.account)
    except Throttled as fault:
        raise Throttled(fault.retry_after, TOO_MANY_IN_A_ROW) from fault


def _right(tx: Transaction, attempt: Attempt, checked: Checked) -> None:
    known = checked.known
    now = users.credentials_of(tx, known.user_id)
    if now is None or (now.epoch, now.state) != (known.epoch, known.state):
        raise _failed()  # changed while the password was being checked
    for limit, key in (
        (DEVICE, checked.device_id),
        (ACCOUNT_AND_NETWORK, f"{attempt.account}@{attempt.network}"),  # in the order in which they are taken
        (ACCOUNT, attempt.account),
    ):
        limits.forget(tx, limit, key)
    if checked.new_hash:
        users.rehash(tx, known.user_id, known.epoch, checked.new_hash)


def start(
    tx: Transaction, desk: Desk, known: Credentials, device: str, device_id: str, proven: bool = True
) -> dict[str, Any]:
    """A session of somebody who has shown all that is asked for; `proven` when that was everything they have."""
    secret, session = new_secret(), Session(new_id(), known.user_id, device, tx.now, tx.now)
    sessions.add(tx, session, hashed(secret), proven)
    visits.mark(tx, known.user_id)
    audit.append(tx, known.user_id, "session.started", session.id, {})
    return {
        "session": secret,
        "sid": session.id,
        "known_device": desk.devices.issue(known.user_id, known.epoch, device_id),
        "user": {"id": known.user_id, "name": known.name},
    }


def _failed() -> Refused:
    return Refused("sign-in-failed", "The address or the password is wrong.", 422)


def sign_out(tx: Transaction, secret: str) -> None:
    """End the session with this secret; nothing happens when there is none."""
    session = sessions.by_hash(tx, hashed(secret))
    if session is not None:
        _end(tx, session, session.user_id)


def end_session(tx: Transaction, user_id: str, session_id: str) -> None:
    """End one of a person's own sessions. Raises Missing."""
    _end(tx, sessions.one_of(tx, user_id, session_id), user_id)


def end_sessions(tx: Transaction, user_id: str, actor: str, but: str | None = None) -> int:
    """End all of a person's sessions, `but` one perhaps; how many."""
    others = [session for session in sessions.all_of(tx, user_id) if session.id != but]
    for session in others:
        _end(tx, session, actor)
    return len(others)


def prune_sessions(tx: Transaction) -> None:
    """End what nobody has used for too long, so that its live stream ends too."""
    for session in sessions.over(tx):
        _end(tx, session, "accounts")


def _end(tx: Transaction, session: Session, actor: str) -> None:
    drop_view(tx, session.id)
    if sessions.end(tx, session.id):
        tell_ended(tx, session)
        audit.append(tx, actor, "session.ended", session.id, {"user_id": session.user_id})
