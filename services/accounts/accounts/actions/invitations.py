"""Invite people into an organisation by mail: the link proves the address, and joins whoever presses it there."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.actions.applications import MAILS
from accounts.actions.desk import Desk
from accounts.actions.memberships import begin, managed
from accounts.actions.telling import tell
from accounts.model import mails
from accounts.model.address import INVITED
from accounts.model.link import VERIFY, no_longer_good
from accounts.model.organisation import LIFETIME, Invitation, Membership, check_ends, check_open
from accounts.model.password import check_password
from accounts.model.portal import Portal
from accounts.model.session import hashed, new_secret
from accounts.model.user import User, email_key, tidy_email, tidy_name
from accounts.store import addresses, audit, invitations, links, memberships, organisations, users
from portalkit import limits
from portalkit.database import Database, Reading, Transaction
from portalkit.deliveries import post
from portalkit.errors import Invalid, Missing, Refused, Throttled
from portalkit.ids import new_id
from portalkit.limits import Limit
from portalkit.mail import Mail
from portalkit.viewer import Viewer

BY_ONE = Limit("invitations-by", 50, 3600)


@dataclass(frozen=True, slots=True)
class Joining:
    """What somebody without an account typed who follows an invitation."""

    token: str
    name: str
    password: str
    locale: str


def invite(tx: Transaction, portal: Portal, by: Viewer, organisation_id: str, wanted: dict[str, Any]) -> Invitation:
    """Mail a link that joins the organisation. Raises Missing, Refused, Invalid, Throttled.

    The answer is the same whether the address has an account or not. An earlier invitation to it is void.
    """
    organisation = managed(tx, by, organisation_id)
    check_open(organisation)
    check_ends(wanted.get("ends_at"), tx.now)
    limits.take(tx, BY_ONE, by.id)
    email = tidy_email(wanted["email"])
    there = users.by_email(tx, email)
    if there is not None and memberships.running(tx, organisation_id, there.id) is not None:
        raise Invalid({"email": ["Whoever has this address is a member already."]})  # as the list of members says, too
    token = new_secret()
    known = wanted | {"email": email}
    invitation = Invitation(
        new_id(), organisation_id, invited_by=by.id, created_at=tx.now, expires_at=tx.now + LIFETIME, **known
    )
    invitations.add(tx, invitation, hashed(token))
    audit.append(tx, by.id, "invitation.sent", organisation_id, {"invitation": invitation.id, "role": invitation.role})
    letter = mails.join_organisation(portal, organisation.name, token)
    _mail(tx, invitation, letter, there.locale if there else by.locale)
    return invitation


def _mail(tx: Transaction, invitation: Invitation, letter: mails.Letter, locale: str) -> None:
    try:
        limits.take(tx, MAILS, hashed(email_key(invitation.email))[:32])
    except Throttled:
        return  # nor does it say so: somebody else may have caused the others
    subject, text, html = mails.written(letter, locale)
    post(tx, invitation.id, "invitation", None, Mail(invitation.id, invitation.email, "", subject, text, html))


def withdraw(tx: Transaction, by: Viewer, organisation_id: str, invitation_id: str) -> None:
    """Make an invitation void. Raises Missing, Refused."""
    managed(tx, by, organisation_id)
    if not invitations.drop(tx, organisation_id, invitation_id):
        raise Missing()
    audit.append(tx, by.id, "invitation.withdrawn", organisation_id, {"invitation": invitation_id})


def look(db: Reading, token: str) -> dict[str, Any] | None:
    """What a link invites to, for whoever has it: they read the mail, so the address is theirs."""
    invitation = invitations.look(db, hashed(token))
    if invitation is None:
        return None
    there = users.by_email(db, invitation.email)
    return {
        "organisation": organisations.get(db, invitation.organisation_id).name,
        "email": invitation.email,
        "role": invitation.role,
        "ends_at": invitation.ends_at,
        "registered": there is not None and there.state != "unverified",
    }


def accept(tx: Transaction, by: Viewer, token: str) -> Membership:
    """Join by a mailed link, signed in with the address that it was mailed to. Raises Refused."""
    invitation = _good(tx, token)
    if email_key(users.get(tx, by.id).email) != email_key(invitation.email):
        raise Refused("not-your-invitation", "This invitation was sent to another address. Sign in with that one.", 403)
    return _join(tx, invitation, by.id)


def join(database: Database, desk: Desk, wanted: Joining) -> User:
    """Make an account with the address that a link was mailed to, and join by it. Raises Invalid, Refused.

    Nobody is signed in by it. An account that nobody had confirmed is confirmed by this press.
    """
    with database.reading() as db:
        email = _good(db, wanted.token).email
    name = tidy_name(wanted.name)
    password = check_password(wanted.password, desk.blocked, name, email, desk.portal.brand)
    password_hash = desk.hasher.hash(password)
    with database.transaction() as tx:
        invitation = _good(tx, wanted.token)
        user = _account(tx, email, name, wanted.locale, password_hash)
        _join(tx, invitation, user.id)
        return users.get(tx, user.id)


def _account(tx: Transaction, email: str, name: str, locale: str, password_hash: str) -> User:
    there = users.by_email(tx, email)
    if there is None:
        user = User(new_id(), name, email, tx.now, locale=locale, state="active")
        users.add(tx, user, password_hash, source=INVITED)
        addresses.mark_verified(tx, user.id, user.email)  # the link lay there
        tell(tx, "registered", user)
        audit.append(tx, user.id, "user.registered", user.id, {})
        return user
    if there.state != "unverified":
        raise Refused("has-account", "This address has an account. Sign in, then follow the link again.")
    user = users.set_password(tx, there.id, password_hash, name=name, locale=locale, state="active")
    links.drop(tx, user.id, VERIFY)
    tell(tx, "verified", user)
    audit.append(tx, user.id, "user.verified", user.id, {})
    return user


def _good(db: Reading, token: str) -> Invitation:
    invitation = invitations.look(db, hashed(token))
    if invitation is None:
        raise no_longer_good()
    return invitation


def _join(tx: Transaction, invitation: Invitation, user_id: str) -> Membership:
    ended: datetime | None = invitation.ends_at
    if (ended is not None and ended <= tx.now) or not invitations.drop(tx, invitation.organisation_id, invitation.id):
        raise no_longer_good()
    known = {name: getattr(invitation, name) for name in ("role", "ends_at", "title", "grade", "chapter")}
    return begin(tx, user_id, Membership(new_id(), invitation.organisation_id, user_id, tx.now, tx.now, **known))
