"""Rows of mails that came back."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from notify.store.tables import bounces, users
from portalkit.database import Reading, Transaction, param
from portalkit.tables import deliveries

KEPT = timedelta(days=8)
SENT_TO = (
    select(users.c.email)
    .join_from(deliveries, users, users.c.id == deliveries.c.person)
    .where(
        deliveries.c.id == param("delivery"),
        deliveries.c.person == param("whose"),
        deliveries.c.state == "sent",
        ~deliveries.c.kind.contains(":"),
    )
)
# Mail to an address comes back as long as it is the person's and they have not said that it takes mail again.
stopping = (bounces.c.person == users.c.id, bounces.c.address == users.c.email, bounces.c.lasting.is_(True))
LAST = (
    select(bounces.c.address, bounces.c.status, bounces.c.at)
    .join_from(bounces, users, users.c.id == bounces.c.person)
    .where(*stopping, bounces.c.person == param("whose"))
    .order_by(bounces.c.at.desc())
    .limit(1)
)
FORGIVE = bounces.update().where(bounces.c.person == param("whose")).values(lasting=False)
FORGET = bounces.delete().where(bounces.c.lasting.is_(False), bounces.c.at < param("before"))


def sent_to(db: Reading, delivery_id: str, person: str) -> str | None:
    """The address of `person` if that delivery was a mail to them, and has been sent."""
    found: str | None = db.value(SENT_TO, delivery=delivery_id, whose=person)
    return found


def keep(tx: Transaction, delivery_id: str, person: str, address: str, status: str, lasting: bool) -> None:
    """Keep that a mail came back; the last word on it counts."""
    row = {"person": person, "address": address, "status": status, "lasting": lasting, "at": tx.now}
    tx.put(bounces, delivery_id=delivery_id, **row)


def last(db: Reading, person: str) -> Any:
    """Since when, and why, mail to somebody's address comes back; None: it does not."""
    rows = db.rows(LAST, whose=person)
    return rows[0] if rows else None


def forgive(tx: Transaction, person: str) -> None:
    """Mail to somebody is sent again."""
    tx.execute(FORGIVE, whose=person)


def forget(tx: Transaction) -> None:
    """Drop what stops nothing and is old."""
    tx.execute(FORGET, before=tx.now - KEPT)
