"""Another address for an account: asked for with a proof, confirmed where it is, told where it was."""

from accounts.actions.applications import MAILS, send
from accounts.actions.desk import Desk
from accounts.actions.proofs import TRIES, check_owner
from accounts.actions.telling import tell
from accounts.model import mails
from accounts.model.link import ADDRESS, RESET, TO_MOVE, Link, no_longer_good
from accounts.model.portal import Portal
from accounts.model.session import hashed, new_secret
from accounts.model.user import User, check_other_address, email_key, tidy_email
from accounts.store import audit, links, users
from portalkit import limits
from portalkit.database import Database, Reading, Transaction
from portalkit.errors import Invalid, Throttled
from portalkit.ids import new_id
from portalkit.viewer import Viewer


def waiting(db: Reading, user_id: str) -> Link | None:
    """The link that would give this person another address, while it is good; the address is in `chosen`."""
    return links.waiting(db, user_id, ADDRESS)


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


def _ask(tx: Transaction, portal: Portal, user: User, wanted: str) -> None:
    token = new_secret()
    links.drop(tx, user.id, ADDRESS)
    links.add(tx, hashed(token), user.id, ADDRESS, TO_MOVE, {"email": wanted})
    audit.append(tx, user.id, "address.asked", user.id, {})
    send(tx, user, new_id(), "address-may-change", mails.address_may_change(portal, wanted))
    there = users.by_email(tx, wanted)
    letter = mails.address_is_taken(portal) if there else mails.confirm_new_address(portal, token)
    try:
        limits.take(tx, MAILS, hashed(email_key(wanted))[:32])
    except Throttled:
        return  # nor does it say so: somebody else may have caused the others
    kind, reader = ("address-is-taken", there) if there else ("confirm-new-address", user)
    send(tx, user, new_id(), kind, letter, wanted, reader.locale)


def keep_address(tx: Transaction, by: Viewer) -> None:
    """Want no other address any more: the link that was mailed is void."""
    links.drop(tx, by.id, ADDRESS)


def confirm_address(tx: Transaction, portal: Portal, token: str) -> User:
    """Give the account the address that `token` was mailed to. Raises Refused when the link is not good (any more).

    Links that lie in the old mailbox open nothing from now on.
    """
    link = links.use(tx, hashed(token), ADDRESS)
    before = users.find(tx, link.user_id) if link else None
    wanted = str((link.chosen or {})["email"]) if link else ""
    if before is None or before.state != "active" or users.by_email(tx, wanted) is not None:
        raise no_longer_good()
    user = users.change(tx, before.id, None, email=wanted)
    for purpose in (ADDRESS, RESET):
        links.drop(tx, user.id, purpose)
    tell(tx, "changed", user)
    audit.append(tx, user.id, "user.changed", user.id, {"fields": ["email"]})
    send(tx, user, new_id(), "address-changed", mails.address_changed(portal, wanted), before.email)
    return user
