"""Rows of tickets."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from accounts.model.factor import Ticket
from accounts.store.tables import tickets
from portalkit.database import Reading, Transaction, columns, param

_good = (
    tickets.c.hash == param("ticket_hash"),
    tickets.c.purpose == param("of_purpose"),
    tickets.c.expires_at > param("now"),
)
LOOK = select(*columns(tickets, Ticket)).where(*_good)
USE = tickets.delete().where(*_good).returning(*columns(tickets, Ticket))
DROP = tickets.delete().where(tickets.c.user_id == param("of_user"))
PRUNE = tickets.delete().where(tickets.c.expires_at < param("now"))


def look(db: Reading, ticket_hash: str, purpose: str) -> Ticket | None:
    """The ticket, if it is still good for this."""
    return db.find(LOOK, Ticket, ticket_hash=ticket_hash, of_purpose=purpose, now=db.now)


def use(tx: Transaction, ticket_hash: str, purpose: str) -> Ticket | None:
    """Use the ticket up; only one of several callers gets it."""
    return tx.find(USE, Ticket, ticket_hash=ticket_hash, of_purpose=purpose, now=tx.now)


def add(
    tx: Transaction, ticket_hash: str, purpose: str, user_id: str | None, lasts: timedelta, detail: dict[str, Any]
) -> None:
    """Add a ticket."""
    tx.insert(tickets, Ticket(purpose, user_id, detail, tx.now + lasts), hash=ticket_hash)


def drop(tx: Transaction, user_id: str) -> None:
    """Make all of a person's tickets void."""
    tx.execute(DROP, of_user=user_id)


def prune(tx: Transaction) -> None:
    """Forget tickets whose time has passed."""
    tx.execute(PRUNE, now=tx.now)
