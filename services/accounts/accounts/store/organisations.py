"""Rows of organisations."""

from typing import Any

from sqlalchemy import Row, String, exists, func, or_, select

from accounts.model.organisation import Organisation
from accounts.store.administering import administers
from accounts.store.standing import runs
from accounts.store.tables import audit, memberships, organisations
from portalkit.database import Reading, Transaction, columns, param
from portalkit.errors import Invalid, Stale

MOST_NAMES = 500  # that one chooses from; others are typed
_all = select(*columns(organisations, Organisation))
ONE = _all.where(organisations.c.id == param("id"))
BY_NAME = _all.where(organisations.c.name == param("name"))
BY_EXTERNAL_ID = _all.where(organisations.c.external_id == param("external_id"))
_like = param("like", type_=String)


def _members(*more: Any) -> Any:
    counted = select(func.count()).select_from(memberships)
    return counted.where(
        memberships.c.organisation_id == organisations.c.id, runs(memberships), *more
    ).scalar_subquery()


PAGE = (
    select(
        *columns(organisations, Organisation),
        _members().label("members"),
        _members(administers(memberships)).label("administrators"),
    )
    .where(
        or_(organisations.c.id < param("before"), param("before").is_(None)),
        or_(func.lower(organisations.c.name).like(_like, escape="/"), _like.is_(None)),
    )
    .order_by(organisations.c.id.desc())
    .limit(param("limit"))
)
# Those that people belong to and nobody administers. One without members waits for who is invited; one whose members
# were brought in by its name may never have had an administrator, and misses none.
_alone = PAGE.where(organisations.c.state == "open", _members() > 0, _members(administers(memberships)) == 0)
_left = select(audit.c.seq).where(audit.c.object == organisations.c.id, audit.c.action == "organisation.left")
PAGES = {None: PAGE, "alone": _alone, "left": _alone.where(exists(_left))}

NAMES = (
    select(organisations.c.name)
    .where(organisations.c.state == "open")
    .order_by(func.lower(organisations.c.name), organisations.c.id)
    .limit(MOST_NAMES)
)


def get(db: Reading, organisation_id: str) -> Organisation:
    """The organisation, open or closed. Raises Missing."""
    return db.one(ONE, Organisation, id=organisation_id)


def by_name(db: Reading, name: str) -> Organisation | None:
    """The organisation of exactly this name."""
    return db.find(BY_NAME, Organisation, name=name)


def by_external_id(db: Reading, external_id: str) -> Organisation | None:
    """The organisation that an import knows by this id."""
    return db.find(BY_EXTERNAL_ID, Organisation, external_id=external_id)


def names(db: Reading) -> list[str]:
    """What open organisations are called, in the order of their names."""
    return [row.name for row in db.rows(NAMES)]


def page(
    db: Reading, before: str | None, limit: int, text: str | None = None, without: str | None = None
) -> list[Row[Any]]:
    """Organisations with their numbers, newest first, from behind the one with the id `before`.

    `without` an administrator are those whose members have none (alone), or have lost the only one (left).
    """
    escaped = text and "".join(f"/{letter}" if letter in "%_/" else letter for letter in text.lower())
    like = escaped and f"%{escaped}%"
    return list(db.rows(PAGES[without], before=before, limit=limit, like=like, now=db.now))


def add(tx: Transaction, organisation: Organisation, external_id: str | None = None) -> None:
    """Add an organisation. Raises Invalid when there is one of this name."""
    _check_free(tx, organisation.name)
    tx.insert(organisations, organisation, external_id=external_id)


def change(tx: Transaction, organisation_id: str, version: int | None, **values: Any) -> Organisation:
    """Write `values` over version `version`. Raises Missing, Stale, Invalid (taken name)."""
    there = get(tx, organisation_id)
    if values.get("name", there.name) != there.name:
        _check_free(tx, values["name"])
    changed = tx.update(organisations, Organisation, id=organisation_id, version=version, values=values)
    if changed is None:
        raise Stale(organisation_id)
    return changed


def _check_free(tx: Transaction, name: str) -> None:
    if by_name(tx, name) is not None:
        raise Invalid({"name": ["There is an organisation of this name."]})
