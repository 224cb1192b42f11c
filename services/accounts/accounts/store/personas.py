"""Rows of personas."""

from typing import Any

from sqlalchemy import Row, func, select

from accounts.model.persona import Persona
from accounts.store.tables import personas, users
from accounts.store.users import keeps
from portalkit.database import Reading, Transaction, columns, param
from portalkit.errors import Missing, Stale
from portalkit.keeping import without_owner

_all = select(*columns(personas, Persona))
ONE = _all.where(personas.c.id == param("id"))
ALL = _all.order_by(func.lower(personas.c.name), personas.c.id)
BOUND = ALL.where(personas.c.audience_id == param("audience"))
OWNERLESS = without_owner(personas, users, keeps)
COUNT = select(func.count()).select_from(personas)
DROP = personas.delete().where(personas.c.id == param("gone"))


def get(db: Reading, persona_id: str) -> Persona:
    """The persona. Raises Missing."""
    return db.one(ONE, Persona, id=persona_id)


def everything(db: Reading) -> list[Persona]:
    """All personas, by name."""
    return db.all(ALL, Persona)


def bound_to(db: Reading, audience_id: str) -> list[Persona]:
    """Those that stand for this audience."""
    return db.all(BOUND, Persona, audience=audience_id)


def ownerless(db: Reading) -> list[Row[Any]]:
    """Those that nobody looks after, by name, with who did."""
    return list(db.rows(OWNERLESS))


def count(db: Reading) -> int:
    """How many there are."""
    return int(db.value(COUNT))


def add(tx: Transaction, persona: Persona) -> None:
    """Add a persona."""
    tx.insert(personas, persona)


def change(tx: Transaction, persona_id: str, version: int | None, **values: Any) -> Persona:
    """Write `values` over version `version`. Raises Missing, Stale."""
    changed = tx.update(personas, Persona, id=persona_id, version=version, values=values)
    if changed is None:
        get(tx, persona_id)
        raise Stale(persona_id)
    return changed


def drop(tx: Transaction, persona_id: str) -> None:
    """Delete a persona. Raises Missing."""
    if not tx.execute(DROP, gone=persona_id):
        raise Missing()
