"""Rows of invitations. One is there as long as it waits; what became of it stands in the audit log."""

from datetime import timedelta

from sqlalchemy import select

from accounts.model.organisation import Invitation
from accounts.model.user import email_key
from accounts.store.tables import invitations
from portalkit.database import Reading, Transaction, columns, param

_all = select(*columns(invitations, Invitation))
_good = invitations.c.expires_at > param("now")
LOOK = _all.where(invitations.c.hash == param("link_hash"), _good)
WAITING = (
    _all.where(invitations.c.organisation_id == param("organisation_id"), _good)
    .order_by(invitations.c.created_at.desc(), invitations.c.id)
    .limit(200)
)
DROP = invitations.delete().where(
    invitations.c.organisation_id == param("organisation"), invitations.c.id == param("row_id")
)
DROP_OF = invitations.delete().where(
    invitations.c.organisation_id == param("organisation"), invitations.c.email_key == param("key")
)
DROP_ALL = invitations.delete().where(invitations.c.organisation_id == param("organisation"))
PRUNE = invitations.delete().where(invitations.c.expires_at < param("before"))


def look(db: Reading, link_hash: str) -> Invitation | None:
    """The invitation that a link leads to, if it is still good."""
    return db.find(LOOK, Invitation, link_hash=link_hash, now=db.now)


def waiting(db: Reading, organisation_id: str) -> list[Invitation]:
    """What waits to be accepted, newest first."""
    return db.all(WAITING, Invitation, organisation_id=organisation_id, now=db.now)


def add(tx: Transaction, invitation: Invitation, link_hash: str) -> None:
    """Add an invitation; an earlier one to the same address is void."""
    key = email_key(invitation.email)
    tx.execute(DROP_OF, organisation=invitation.organisation_id, key=key)
    tx.insert(invitations, invitation, hash=link_hash, email_key=key)


def drop(tx: Transaction, organisation_id: str, invitation_id: str) -> bool:
    """Make it void; False when it was gone before. Only one of several callers gets it."""
    return tx.execute(DROP, organisation=organisation_id, row_id=invitation_id) > 0


def drop_all(tx: Transaction, organisation_id: str) -> None:
    """Make all invitations to an organisation void."""
    tx.execute(DROP_ALL, organisation=organisation_id)


def prune(tx: Transaction) -> None:
    """Forget invitations that are long dead."""
    tx.execute(PRUNE, before=tx.now - timedelta(days=1))
