"""What mailed links do: confirm an address, choose a new password; and another password without one."""

from accounts.actions.applications import send
from accounts.actions.desk import Desk
from accounts.actions.proofs import check_proven
from accounts.actions.sessions import ACCOUNT, end_sessions
from accounts.actions.telling import tell
from accounts.model import mails
from accounts.model.link import PURPOSES, RESET, VERIFY, Link, no_longer_good
from accounts.model.password import check_password
from accounts.model.portal import Portal
from accounts.model.session import hashed
from accounts.model.user import User, email_key
from accounts.store import addresses, audit, links, remembered, tickets, tokens, users
from portalkit import limits
from portalkit.database import Database, Transaction
from portalkit.ids import new_id
from portalkit.viewer import Viewer


def verify(tx: Transaction, token: str) -> User:
    """Confirm the address that `token` was mailed to: its account can be used from now on. Raises Refused."""
    link = links.use(tx, hashed(token), VERIFY)
    if link is None or users.get(tx, link.user_id).state != "unverified":
        raise no_longer_good()
    chosen = link.chosen or {}
    user = users.set_password(
        tx,
        link.user_id,
        chosen["password_hash"],
        name=chosen["name"],
        locale=chosen["locale"],
        state="active",
    )
    links.drop(tx, user.id, VERIFY)
    addresses.mark_verified(tx, user.id, user.email)
    tell(tx, "verified", user)
    audit.append(tx, user.id, "user.verified", user.id, {})
    return user


def choose_password(database: Database, desk: Desk, token: str, password: str) -> User:
    """Give the account that `token` was mailed for a new password, and end its sessions. Raises Invalid, Refused.

    The link is only used up by a password that is good enough, and only once.
    """
    with database.reading() as db:
        link = links.look(db, hashed(token))
        if link is None or link.purpose != RESET:
            raise no_longer_good()
        user = users.get(db, link.user_id)
    text = check_password(password, desk.blocked, user.name, user.email, desk.portal.brand)
    password_hash = desk.hasher.hash(text)
    with database.transaction() as tx:
        used = links.use(tx, hashed(token), RESET)
        if used is None:
            raise no_longer_good()
        return _set(tx, desk.portal, used, password_hash)


def _set(tx: Transaction, portal: Portal, link: Link, password_hash: str) -> User:
    before = users.get(tx, link.user_id)
    if before.state == "suspended":
        raise no_longer_good()
    # Who reads the mail has the address, too.
    user = users.set_password(tx, before.id, password_hash, state="active")
    addresses.mark_verified(tx, user.id, user.email)
    for purpose in PURPOSES:
        links.drop(tx, user.id, purpose)
    end_sessions(tx, user.id, user.id)
    tokens.drop_all(tx, user.id)
    remembered.drop(tx, user.id)
    tickets.drop(tx, user.id)
    limits.forget(tx, ACCOUNT, hashed(email_key(user.email))[:32])
    # Nothing that others know has changed but the version, which they keep, too.
    tell(tx, "verified" if before.state == "unverified" else "restated", user)
    audit.append(tx, user.id, "password.changed", user.id, {})
    send(tx, user, new_id(), "password-changed", mails.password_changed(portal))
    return user


def change_password(database: Database, desk: Desk, by: Viewer, password: str) -> None:
    """Give oneself another password, and end all sessions but this one. Raises Invalid, Refused."""
    with database.reading() as db:
        check_proven(db, by)
        user = users.get(db, by.id)
    text = check_password(password, desk.blocked, user.name, user.email, desk.portal.brand)
    password_hash = desk.hasher.hash(text)
    with database.transaction() as tx:
        check_proven(tx, by)
        changed = users.set_password(tx, by.id, password_hash)
        for purpose in PURPOSES:
            links.drop(tx, by.id, purpose)
        remembered.drop(tx, by.id)
        tickets.drop(tx, by.id)
        end_sessions(tx, by.id, by.id, but=by.sid)
        tell(tx, "restated", changed)
        audit.append(tx, by.id, "password.changed", by.id, {})
        send(tx, changed, new_id(), "password-changed", mails.password_changed(desk.portal))
