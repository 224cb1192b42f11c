"""Rows of what people chose to be told, and how."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from notify.model.attention import DIGEST, NEVER, NOW, Wishes
from notify.store.tables import preferences
from portalkit.database import Reading, Transaction, listed, param

MAIL, PORTAL = "mail", "portal"
WANTED = select(preferences.c.wanted).where(
    preferences.c.person == param("person"), preferences.c.kind == param("kind"), preferences.c.channel == MAIL
)
_chosen = select(
    preferences.c.person, preferences.c.kind, preferences.c.channel, preferences.c.wanted, preferences.c.frequency
)
OF_KIND = _chosen.where(
    preferences.c.person.in_(listed("persons")), or_(preferences.c.kind == param("kind"), preferences.c.kind == DIGEST)
)
OF_PERSON = _chosen.where(preferences.c.person == param("person"))


def wants_mail(db: Reading, person: str, kind: str) -> bool:
    """Whether somebody wants mails of a kind: yes, unless they said no."""
    return db.value(WANTED, person=person, kind=kind) is not False


def refuse_mail(tx: Transaction, person: str, kind: str) -> None:
    """Somebody wants no more mails of a kind."""
    choose_mail(tx, person, kind, NEVER)


def choose_mail(tx: Transaction, person: str, kind: str, frequency: str) -> None:
    """Somebody wants mails of a kind at once, daily, weekly, or never."""
    wanted = frequency != NEVER
    chosen = {"wanted": wanted, "frequency": frequency if wanted else None}
    tx.put(preferences, person=person, kind=kind, channel=MAIL, **chosen, changed_at=tx.now)


def choose_portal(tx: Transaction, person: str, kind: str, wanted: bool) -> None:
    """Somebody wants to be told of a kind in the portal, or not."""
    tx.put(preferences, person=person, kind=kind, channel=PORTAL, wanted=wanted, changed_at=tx.now)


def of_kind(db: Reading, persons: Sequence[str], kind: str) -> dict[str, Wishes]:
    """What these persons want of one kind; who is not among them wants everything at once."""
    chosen: dict[str, dict[str, Any]] = {}
    for row in db.rows(OF_KIND, persons=list(persons), kind=kind):
        chosen.setdefault(row.person, {}).update(_wish(row))
    return {person: Wishes(**wishes) for person, wishes in chosen.items()}


def of_person(db: Reading, person: str) -> tuple[dict[str, Wishes], bool]:
    """What one person chose, by kind, and whether they want digests."""
    chosen: dict[str, dict[str, Any]] = {}
    for row in db.rows(OF_PERSON, person=person):
        chosen.setdefault(row.kind, {}).update(_wish(row))
    digest = bool(chosen.pop(DIGEST, {}).get("digest", True))
    return {kind: Wishes(**wishes, digest=digest) for kind, wishes in chosen.items()}, digest


def _wish(row: Any) -> dict[str, Any]:
    """One choice. A no counts whatever stands beside it: a release before wrote nothing else."""
    if row.kind == DIGEST:
        return {"digest": row.wanted}
    if row.channel == PORTAL:
        return {"portal": row.wanted}
    return {"mail": (row.frequency or NOW) if row.wanted else NEVER}
