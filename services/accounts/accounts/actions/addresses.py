"""Another address for an account: asked for with a proof, confirmed where it is, told where it was."""

from accounts.actions.applications import MAILS, send
from accounts.actions.desk import Desk
from accounts.actions.proofs import TRIES, check_owner, check_proven
from accounts.actions.telling import tell
from accounts.model import mails, mails_addresses
from accounts.model.address import LINK, Address, check_can_be_main, check_can_go, check_room
from accounts.model.link import ADDRESS, FURTHER, RESET, TO_MOVE, Link, no_longer_good
from accounts.model.portal import Portal
from accounts.model.session import hashed, new_secret
from accounts.model.user import User, check_other_address, email_key, tidy_email
from accounts.store import addresses, audit, links, users
from portalkit import limits
from portalkit.database import Database, Reading, Transaction
from portalkit.errors import Invalid, Throttled
from portalkit.ids import new_id
from portalkit.limits import Limit
from portalkit.viewer import Viewer

WISHES = Limit("addresses-of", 10, 3600)


def waiting(db: Reading, user_id: str, purpose: str = ADDRESS) -> Link | None:
    """The link that would give this person another address, while it is good; the address is in `chosen`."""
    return links.waiting(db, user_id, purpose)


def ask_for_address(database: Database, desk: Desk, by: Viewer, email: str, password: str | None) -> None:
    """Mail a link to the address that `by` wants, and a notice to the one there is. Raises Invalid, Throttled, Refused.

    It takes a proof of the last ten minutes; who has no other factor may send the password instead.
    The answer is the same whether the address is somebody's or not; the rest comes by mail. An earlier wish is void.
    """
    wanted = tidy_email(email)
    epoch = check_owner(
        database, desk, by, password, TRIES, lambda db: check_other_address(users.get(db, by.id), wanted)
    )
    with database.transaction() as tx:
        now = users.credentials_of(tx, by.id)
        if now is None or now.epoch != epoch:
            raise Invalid({"password": ["Your password was changed meanwhile."]})
        _ask(tx, desk.portal, users.get(tx, by.id), wanted)


def _ask(tx: Transaction, portal: Portal, user: User, wanted: str, purpose: str = ADDRESS) -> None:
    token, further = new_secret(), purpose == FURTHER
    links.drop(tx, user.id, purpose)
    links.add(tx, hashed(token), user.id, purpose, TO_MOVE, {"email": wanted})
    audit.append(tx, user.id, "address.asked", user.id, {})
    notice = mails_addresses.may_be_added if further else mails.address_may_change
    send(tx, user, new_id(), "address-may-be-added" if further else "address-may-change", notice(portal, wanted))
    holder = users.by_email(tx, wanted)
    there = holder if holder is not None and holder.id != user.id else None
    confirm = mails_addresses.confirm_further if further else mails.confirm_new_address
    letter = mails.address_is_taken(portal) if there else confirm(portal, token)
    try:
        limits.take(tx, MAILS, hashed(email_key(wanted))[:32])
    except Throttled:
        return  # nor does it say so: somebody else may have caused the others
    kind, reader = ("address-is-taken", there) if there else ("confirm-new-address", user)
    send(tx, user, new_id(), kind, letter, wanted, reader.locale)


def ask_for_further(tx: Transaction, desk: Desk, by: Viewer, email: str) -> None:
    """Mail a link to an address that `by` wants to have as well, to sign in with; a notice goes to the main one.

    The answer is the same whether the address is somebody's or not. Raises Invalid, Throttled, Refused.
    """
    wanted = tidy_email(email)
    check_proven(tx, by)
    limits.take(tx, WISHES, by.id)
    user = users.get(tx, by.id)
    now = _held(tx, by.id)
    if email_key(wanted) in {email_key(one.email) for one in now if one.verified_at} | {email_key(user.email)}:
        raise Invalid({"email": ["This is your address already."]})
    check_room(len(now))
    _ask(tx, desk.portal, user, wanted, FURTHER)


def _held(db: Reading, user_id: str) -> list[Address]:
    return [one for one in addresses.of_user(db, user_id) if one.ended_at is None]


def _add(tx: Transaction, portal: Portal, user: User, email: str) -> User:
    tx.alone(f"addresses-{user.id}")
    check_room(len(_held(tx, user.id)))
    addresses.begin(tx, user.id, email, LINK, verified=True)
    audit.append(tx, user.id, "address.added", user.id, {})
    send(tx, user, new_id(), "address-added", mails_addresses.added(portal, email))
    return user


def make_main(tx: Transaction, portal: Portal, by: Viewer, address_id: str) -> User:
    """Have mail go to another of one's addresses; the one before stays beside it. Raises Missing, Refused."""
    check_proven(tx, by)
    before, chosen = users.get(tx, by.id), addresses.one_of(tx, by.id, address_id)
    check_can_be_main(chosen)
    if chosen.email == before.email:
        return before
    user = users.move(tx, by.id, chosen.email, chosen.source, keeps=True)
    for purpose in (ADDRESS, FURTHER, RESET):
        links.drop(tx, user.id, purpose)
    tell(tx, "changed", user)
    audit.append(tx, by.id, "user.changed", user.id, {"fields": ["email"]})
    send(tx, user, new_id(), "address-changed", mails_addresses.other_main(portal, chosen.email), before.email)
    return user


def remove_address(tx: Transaction, portal: Portal, by: Viewer, address_id: str) -> None:
    """Have an address no more; that one had it stays known. Raises Missing, Refused."""
    check_proven(tx, by)
    user, gone = users.get(tx, by.id), addresses.one_of(tx, by.id, address_id)
    check_can_go(gone, user.email)
    addresses.end(tx, by.id, gone.email)
    audit.append(tx, by.id, "address.removed", by.id, {})
    send(tx, user, new_id(), "address-removed", mails_addresses.removed(portal, gone.email))


def keep_address(tx: Transaction, by: Viewer) -> None:
    """Want no other address any more: the link that was mailed is void."""
    for purpose in (ADDRESS, FURTHER):
        links.drop(tx, by.id, purpose)


def confirm_address(tx: Transaction, portal: Portal, token: str) -> User:
    """Give the account the address that `token` was mailed to, alone or as well. Raises Refused for a link not good.

    Links that lie in the old mailbox open nothing from now on.
    """
    link = links.use(tx, hashed(token), ADDRESS) or links.use(tx, hashed(token), FURTHER)
    before = users.find(tx, link.user_id) if link else None
    wanted = str((link.chosen or {})["email"]) if link else ""
    holder = users.by_email(tx, wanted) if before else None
    if link is None or before is None or before.state != "active" or (holder and holder.id != before.id):
        raise no_longer_good()
    if link.purpose == FURTHER:
        return _add(tx, portal, before, wanted)
    user = users.move(tx, before.id, wanted, LINK)
    for purpose in (ADDRESS, FURTHER, RESET):
        links.drop(tx, user.id, purpose)
    tell(tx, "changed", user)
    audit.append(tx, user.id, "user.changed", user.id, {"fields": ["email"]})
    send(tx, user, new_id(), "address-changed", mails.address_changed(portal, wanted), before.email)
    return user
