"""Have passkeys, and use them: to sign in without a password, as a second step, and to prove who one is."""

from typing import Any

from accounts.actions import ceremonies
from accounts.actions.desk import Desk
from accounts.actions.factors import factors_changed
from accounts.actions.proofs import check_proven
from accounts.actions.second_steps import finish, use_ticket
from accounts.actions.sessions import start
from accounts.model.passkey import CHALLENGE, NEW, USED, Passkey, Site, check_possible, check_room, not_good
from accounts.model.session import hashed, new_secret
from accounts.model.user import tidy_name
from accounts.store import passkeys, sessions, tickets, users
from portalkit import limits
from portalkit.catalogue import N_
from portalkit.database import Database, Transaction
from portalkit.errors import Missing
from portalkit.ids import new_id
from portalkit.limits import Limit
from portalkit.viewer import Viewer

CHALLENGES = Limit("challenges-from", 200, 15 * 60)  # of one network; each is a row for five minutes


def challenge(tx: Transaction, desk: Desk, network: str) -> dict[str, str]:
    """What a browser there uses a passkey by, whoever it is. Raises Throttled, Refused."""
    site = Site.of(desk.portal.origin)
    check_possible(site)
    limits.take(tx, CHALLENGES, network)
    return {"options": ceremonies.options_to_use(site, _asked(tx, USED, None))}


def challenge_new(tx: Transaction, desk: Desk, by: Viewer) -> dict[str, str]:
    """What the browser of `by` makes a passkey by. Raises Refused."""
    check_proven(tx, by)
    site, there = Site.of(desk.portal.origin), passkeys.of_user(tx, by.id)
    check_possible(site)
    check_room(len(there))
    text = _asked(tx, NEW, by.id)
    return {"options": ceremonies.options_to_make(site, desk.portal.brand, users.get(tx, by.id), text, there)}


def _asked(tx: Transaction, purpose: str, user_id: str | None) -> str:
    """A challenge, good once and for five minutes: it is a ticket itself."""
    text = new_secret()
    tickets.add(tx, hashed(text), purpose, user_id, CHALLENGE, {})
    return text


def _use_up(database: Database, credential: str, purpose: str, user_id: str | None) -> str:
    """The challenge that was answered, used up for good before the answer is looked at. Raises Refused."""
    text = ceremonies.challenge_in(credential)
    with database.transaction(counted=False) as tx:
        ticket = tickets.use(tx, hashed(text), purpose)
    if ticket is None or ticket.user_id != user_id:
        raise not_good()
    return text


def add_passkey(database: Database, desk: Desk, by: Viewer, name: str, credential: str) -> Passkey:
    """Keep a passkey that the browser made. Raises Refused, Invalid."""
    wanted = tidy_name(name)
    with database.reading() as db:
        check_proven(db, by)
    text = _use_up(database, credential, NEW, by.id)
    made = ceremonies.check_made(Site.of(desk.portal.origin), text, credential)
    with database.transaction() as tx:
        check_proven(tx, by)
        check_room(len(passkeys.of_user(tx, by.id)))
        if passkeys.by_credential(tx, made.credential_id) is not None:
            raise not_good()
        key = Passkey(new_id(), by.id, wanted, made.credential_id, made.public_key, made.sign_count, tx.now)
        passkeys.add(tx, key)
        told = N_("The passkey “%(name)s” signs in from now on, without the password.")
        factors_changed(tx, desk, by, "factor.added", "passkey", told, name=wanted)
        return key


def remove_passkey(tx: Transaction, desk: Desk, by: Viewer, id: str) -> None:
    """Let a passkey open nothing any more. Raises Refused, Missing."""
    check_proven(tx, by)
    gone = passkeys.drop(tx, by.id, id)
    if gone is None:
        raise Missing(id)
    told = N_("The passkey “%(name)s” signs in no more.")
    factors_changed(tx, desk, by, "factor.removed", "passkey", told, name=gone.name)


def _checked(database: Database, desk: Desk, credential: str) -> tuple[Passkey, int]:
    """The passkey that answers a challenge of ours, and its new count, which its use has to note. Raises Refused."""
    text = _use_up(database, credential, USED, None)
    with database.reading() as db:
        key = passkeys.by_credential(db, ceremonies.credential_id_in(credential))
    if key is None:
        raise not_good()
    return key, ceremonies.check_used(Site.of(desk.portal.origin), text, credential, key)


def sign_in_by_passkey(
    database: Database, desk: Desk, credential: str, device: str, known_device: str | None
) -> dict[str, Any]:
    """Start a session of whoever's passkey it is: holding it and unlocking it are two factors. Raises Refused."""
    key, counted = _checked(database, desk, credential)
    with database.transaction() as tx:
        known = users.credentials_of(tx, key.user_id)
        if known is None or known.state != "active" or not passkeys.use(tx, key, counted):
            raise not_good()
        device_id = desk.devices.read(known_device, known.user_id, known.epoch) or new_id()
        return start(tx, desk, known, device, device_id)


def finish_with_passkey(database: Database, desk: Desk, ticket: str, credential: str, keep: bool) -> dict[str, Any]:
    """Start the session whose first step gave `ticket`, by a passkey of the same person. Raises Refused."""
    key, counted = _checked(database, desk, credential)
    with database.transaction() as tx:
        held, known = use_ticket(tx, ticket)
        if known.user_id != key.user_id or not passkeys.use(tx, key, counted):
            raise not_good()
        return finish(tx, desk, held, known, keep)


def prove_by_passkey(database: Database, desk: Desk, by: Viewer, credential: str) -> None:
    """Prove who one is by a passkey of one's own. Raises Refused, Missing."""
    key, counted = _checked(database, desk, credential)
    with database.transaction() as tx:
        session = sessions.one_of(tx, by.id, by.sid or "")
        if key.user_id != by.id or not passkeys.use(tx, key, counted):
            raise not_good()
        sessions.mark_proven(tx, session.id)
