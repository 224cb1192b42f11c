"""Rows of what people chose to be told, and how."""

from sqlalchemy import select

from notify.store.tables import preferences
from portalkit.database import Reading, Transaction, param

WANTED = select(preferences.c.wanted).where(
    preferences.c.person == param("person"), preferences.c.kind == param("kind"), preferences.c.channel == "mail"
)


def wants_mail(db: Reading, person: str, kind: str) -> bool:
    """Whether somebody wants mails of a kind: yes, unless they said no."""
    return db.value(WANTED, person=person, kind=kind) is not False


def refuse_mail(tx: Transaction, person: str, kind: str) -> None:
    """Somebody wants no more mails of a kind."""
    tx.put(preferences, person=person, kind=kind, channel="mail", wanted=False, changed_at=tx.now)
