"""Rows of audiences, and the counters that tell when a rule has changed."""

from typing import Any

from sqlalchemy import Row, func, or_, select

from accounts.model.audience import BUILT_IN, Audience, BuiltIn
from accounts.store.tables import audiences, counters, users
from accounts.store.users import keeps
from portalkit.database import Reading, Transaction, columns, param
from portalkit.errors import Stale
from portalkit.keeping import without_owner

ONE = select(*columns(audiences, Audience)).where(audiences.c.id == param("id"))
BY_EXTERNAL_ID = select(*columns(audiences, Audience)).where(audiences.c.external_id == param("external_id"))
ALL = select(*columns(audiences, Audience)).order_by(audiences.c.number)
PAGE = (
    select(*columns(audiences, Audience), audiences.c.number)
    .where(or_(audiences.c.number > param("after"), param("after").is_(None)))
    .order_by(audiences.c.number)
    .limit(param("limit"))
)
RULES = select(audiences.c.id, audiences.c.rule).where(audiences.c.retired_at.is_(None)).order_by(audiences.c.number)
IN_USE = select(func.count()).select_from(audiences).where(audiences.c.retired_at.is_(None))
OWNERLESS = without_owner(audiences, users, keeps).where(audiences.c.retired_at.is_(None))
COUNTER = select(counters.c.value).where(counters.c.name == param("name"))
# Whoever tells of a person's audiences waits for whoever changes a rule, where rows are locked one by one.
COUNTER_HELD = COUNTER.with_for_update(read=True)
COUNTER_MINE = COUNTER.with_for_update()
COUNT = counters.update().where(counters.c.name == param("counter")).values(value=counters.c.value + 1)


def get(db: Reading, audience_id: str) -> Audience:
    """The audience, retired or not. Raises Missing."""
    return db.one(ONE, Audience, id=audience_id)


def named(db: Reading, audience_id: str) -> Audience | BuiltIn:
    """The audience, be it made or built in. Raises Missing."""
    return next((one for one in BUILT_IN if one.id == audience_id), None) or get(db, audience_id)


def by_external_id(db: Reading, external_id: str) -> Audience | None:
    """The audience that an import knows by this id."""
    return db.find(BY_EXTERNAL_ID, Audience, external_id=external_id)


def everything(db: Reading) -> list[Audience]:
    """All audiences in the order they were made."""
    return db.all(ALL, Audience)


def page(db: Reading, after: int | None, limit: int) -> list[Any]:
    """Audiences as rows, with their numbers, from behind number `after`."""
    return list(db.rows(PAGE, after=after, limit=limit))


def ownerless(db: Reading) -> list[Row[Any]]:
    """The audiences in use that nobody looks after, by name, with who did."""
    return list(db.rows(OWNERLESS))


def rules(db: Reading) -> list[tuple[str, dict[str, Any]]]:
    """Ids and rules of all audiences in use."""
    return [(row.id, row.rule) for row in db.rows(RULES)]


def rules_held(tx: Transaction) -> list[tuple[str, dict[str, Any]]]:
    """The same, and nobody changes them before this transaction ends."""
    tx.value(COUNTER_HELD, name="rules")
    return rules(tx)


def rules_to_change(tx: Transaction) -> list[tuple[str, dict[str, Any]]]:
    """The same, for whoever is going to change them: others wait."""
    tx.value(COUNTER_MINE, name="rules")
    return rules(tx)


def in_use(db: Reading) -> int:
    """How many audiences are not retired."""
    return int(db.value(IN_USE))


def _count(tx: Transaction, name: str) -> int:
    if not tx.execute(COUNT, counter=name):
        tx.put(counters, name=name, value=1)
    return int(tx.value(COUNTER, name=name))


def next_number(tx: Transaction) -> int:
    """A number that no audience ever had."""
    return _count(tx, "audiences")


def rules_changed(tx: Transaction) -> None:
    """Make every answer that was worked out from the rules before this one out of date."""
    _count(tx, "rules")


def add(tx: Transaction, audience: Audience, number: int, external_id: str | None = None) -> None:
    """Add an audience."""
    tx.insert(audiences, audience, number=number, external_id=external_id)


def change(tx: Transaction, audience_id: str, version: int | None, **values: Any) -> Audience:
    """Write `values` over version `version`. Raises Missing, Stale."""
    changed = tx.update(audiences, Audience, id=audience_id, version=version, values=values)
    if changed is None:
        get(tx, audience_id)
        raise Stale(audience_id)
    return changed
