"""Rows of addresses: one for each time that somebody has an address."""

from sqlalchemy import select

from accounts.model.address import Address
from accounts.model.user import email_key
from accounts.store.tables import addresses
from portalkit.database import Reading, Transaction, columns, param
from portalkit.ids import new_id

_all = select(*columns(addresses, Address))
_held = addresses.c.ended_at.is_(None)
OF_USER = (
    _all.where(addresses.c.user_id == param("user_id"))
    .order_by(addresses.c.ended_at.is_not(None), addresses.c.since.desc(), addresses.c.id.desc())
    .limit(100)
)
ONE_OF = _all.where(addresses.c.user_id == param("user_id"), addresses.c.id == param("id"), _held)
HELD_BY = _all.where(addresses.c.user_id == param("user_id"), addresses.c.email_key == param("key"), _held)
END = (
    addresses.update()
    .where(addresses.c.user_id == param("whose"), addresses.c.email_key == param("key"), _held)
    .values(ended_at=param("now"))
)
VERIFIED = (
    addresses.update()
    .where(
        addresses.c.user_id == param("whose"),
        addresses.c.email_key == param("key"),
        _held,
        addresses.c.verified_at.is_(None),
    )
    .values(verified_at=param("now"))
)


def of_user(db: Reading, user_id: str) -> list[Address]:
    """What a person has, newest first, and behind it what they had."""
    return db.all(OF_USER, Address, user_id=user_id)


def one_of(db: Reading, user_id: str, address_id: str) -> Address:
    """An address that this person has. Raises Missing."""
    return db.one(ONE_OF, Address, user_id=user_id, id=address_id)


def begin(tx: Transaction, user_id: str, email: str, source: str, verified: bool) -> None:
    """Let a person have an address from now on, unless they have it already."""
    key = email_key(email)
    if tx.find(HELD_BY, Address, user_id=user_id, key=key) is None:
        at = tx.now if verified else None
        tx.insert(addresses, Address(new_id(), user_id, email, source, tx.now, at), email_key=key)
    elif verified:
        mark_verified(tx, user_id, email)


def end(tx: Transaction, user_id: str, email: str) -> None:
    """Let a person have an address no more; that they had it stays known."""
    tx.execute(END, whose=user_id, key=email_key(email), now=tx.now)


def mark_verified(tx: Transaction, user_id: str, email: str) -> None:
    """Note that a link was pressed that lay there."""
    tx.execute(VERIFIED, whose=user_id, key=email_key(email), now=tx.now)
