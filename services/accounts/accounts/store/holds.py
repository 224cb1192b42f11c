"""Rows of holds. One that has ended stays: it says why an erasure waited."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, func, or_, select

from accounts.model.claim import ERASURE, WAITING
from accounts.model.hold import Hold
from accounts.store.tables import claims, holds, users
from portalkit.database import Reading, Transaction, columns, param
from portalkit.errors import Missing
from portalkit.tables import erased

_all = select(*columns(holds, Hold))
_of_person = holds.c.person == param("person")
_in_force = and_(
    holds.c.lifted_at.is_(None),
    or_(holds.c.until.is_(None), holds.c.until >= param("today")),
    ~exists(select(erased.c.person).where(erased.c.person == holds.c.person)),  # a backup of before has brought it back
)
ONE_OF = _all.where(_of_person, holds.c.id == param("id"))
OF_PERSON = _all.where(_of_person).order_by(holds.c.id.desc()).limit(100)
IN_FORCE = _all.where(_of_person, _in_force).order_by(holds.c.id)
COUNT = select(func.count()).select_from(holds).where(_of_person, _in_force)
SINCE = _all.where(
    _of_person,
    or_(holds.c.lifted_at.is_(None), holds.c.lifted_at > param("since")),
    or_(holds.c.until.is_(None), holds.c.until >= param("day")),
).order_by(holds.c.id)

_leaves = exists(
    select(claims.c.id).where(claims.c.person == holds.c.person, claims.c.kind == ERASURE, claims.c.state == WAITING)
)
REGISTER = (
    select(holds, users.c.name.label("person_name"), _leaves.label("erasure_waits"))
    .join_from(holds, users, users.c.id == holds.c.person)
    .where(_in_force, or_(holds.c.id < param("before"), param("before").is_(None)))
    .order_by(holds.c.id.desc())
    .limit(param("limit"))
)


def keeps(person: ColumnElement[str]) -> ColumnElement[bool]:
    """The predicate "a hold is in force on this person"; a statement that has it is run with `today=`."""
    return exists(select(holds.c.id).where(holds.c.person == person, _in_force))


def one_of(db: Reading, person: str, hold_id: str) -> Hold:
    """A hold on this person. Raises Missing."""
    return db.one(ONE_OF, Hold, person=person, id=hold_id)


def of_person(db: Reading, person: str) -> list[Hold]:
    """All on one person, newest first."""
    return db.all(OF_PERSON, Hold, person=person)


def in_force(db: Reading, person: str) -> list[Hold]:
    """Those that keep what is held of a person now, oldest first."""
    return db.all(IN_FORCE, Hold, person=person, today=db.now.date())


def count(db: Reading, person: str) -> int:
    """How many are in force on a person."""
    return int(db.value(COUNT, person=person, today=db.now.date()))


def register(db: Reading, before: str | None, limit: int) -> Sequence[Row[Any]]:
    """Those in force on anybody, newest first, with the name of whom each is about and whether an erasure waits."""
    return db.rows(REGISTER, before=before, limit=limit, today=db.now.date())


def since(db: Reading, person: str, at: datetime) -> list[Hold]:
    """Those that were in force at that time or later, oldest first."""
    return db.all(SINCE, Hold, person=person, since=at, day=at.date())


def add(tx: Transaction, hold: Hold) -> None:
    """Add a row."""
    tx.insert(holds, hold)


def lift(tx: Transaction, hold: Hold, by: str) -> Hold:
    """End one now, and wake the worker: it may be the last that an erasure waited for. Raises Missing."""
    lifted = tx.update(holds, Hold, hold.id, None, {"lifted_by": by, "lifted_at": tx.now})
    if lifted is None:
        raise Missing()
    tx.wakes = True
    return lifted
