"""Rows of memberships."""

from typing import Any

from sqlalchemy import Row, func, select

from accounts.model.organisation import Membership, Organisation
from accounts.store.standing import runs
from accounts.store.tables import memberships, organisations, users
from portalkit.database import Reading, Transaction, columns, param
from portalkit.errors import Stale

MOST = 500  # members that one page shows

_all = select(*columns(memberships, Membership))
ONE = _all.where(memberships.c.organisation_id == param("organisation_id"), memberships.c.id == param("id"))
BY_ID = _all.where(memberships.c.id == param("id"))
OF_PERSON = _all.where(
    memberships.c.organisation_id == param("organisation_id"), memberships.c.user_id == param("user_id")
)
CALLED = _all.where(memberships.c.user_id == param("user_id"), memberships.c.by_name.is_(True))
OF_ORGANISATION = _all.where(memberships.c.organisation_id == param("organisation_id")).order_by(memberships.c.id)
ADMINISTRATORS = _all.where(
    memberships.c.organisation_id == param("organisation_id"), memberships.c.role == "administrator"
)
DUE = _all.where(memberships.c.next_at <= param("now")).order_by(memberships.c.next_at, memberships.c.id)
PEOPLE = (
    select(*columns(memberships, Membership), users.c.name, users.c.email)
    .join_from(memberships, users, users.c.id == memberships.c.user_id)
    .where(memberships.c.organisation_id == param("organisation_id"))
    .order_by(users.c.name, users.c.id)
    .limit(MOST + 1)
)
MINE = (
    select(*columns(organisations, Organisation), memberships.c.role, memberships.c.id.label("membership_id"))
    .join_from(memberships, organisations, organisations.c.id == memberships.c.organisation_id)
    .where(memberships.c.user_id == param("user_id"), organisations.c.state == "open", runs(memberships))
    .order_by(memberships.c.created_at, memberships.c.id)
)
COMPANIES = (
    select(func.count())
    .select_from(memberships)
    .join(organisations, organisations.c.id == memberships.c.organisation_id)
    .where(
        memberships.c.user_id == param("user_id"),
        organisations.c.state == "open",
        organisations.c.kind == "company",
        runs(memberships),
    )
)
TURNED = memberships.update().where(memberships.c.id == param("row_id")).values(next_at=param("at"))
REMOVE = memberships.delete().where(memberships.c.id == param("row_id"))


def get(db: Reading, organisation_id: str, membership_id: str) -> Membership:
    """A membership of this organisation, ended or not. Raises Missing."""
    return db.one(ONE, Membership, organisation_id=organisation_id, id=membership_id)


def find(db: Reading, membership_id: str) -> Membership | None:
    """The membership, or None."""
    return db.find(BY_ID, Membership, id=membership_id)


def of_person(db: Reading, organisation_id: str, user_id: str) -> Membership | None:
    """A person's membership there, ended or not."""
    return db.find(OF_PERSON, Membership, organisation_id=organisation_id, user_id=user_id)


def running(db: Reading, organisation_id: str, user_id: str) -> Membership | None:
    """A person's membership there, if it counts now."""
    there = of_person(db, organisation_id, user_id)
    return there if there is not None and there.runs(db.now) else None


def called(db: Reading, user_id: str) -> Membership | None:
    """The membership of a person in the organisation that was called by its name."""
    return db.find(CALLED, Membership, user_id=user_id)


def of_organisation(db: Reading, organisation_id: str) -> list[Membership]:
    """All memberships, ended ones included."""
    return db.all(OF_ORGANISATION, Membership, organisation_id=organisation_id)


def administrators(db: Reading, organisation_id: str) -> list[Membership]:
    """The memberships of those who administer it, or did."""
    return db.all(ADMINISTRATORS, Membership, organisation_id=organisation_id)


def people(db: Reading, organisation_id: str) -> list[Row[Any]]:
    """Memberships with names and addresses, by name."""
    return list(db.rows(PEOPLE, organisation_id=organisation_id))


def of_user(db: Reading, user_id: str) -> list[Row[Any]]:
    """The open organisations that a person belongs to now, the first first, with the role there."""
    return list(db.rows(MINE, user_id=user_id, now=db.now))


def companies(db: Reading, user_id: str) -> int:
    """How many open companies a person belongs to now, whichever they act for."""
    return int(db.value(COMPANIES, user_id=user_id, now=db.now))


def due(db: Reading) -> list[Membership]:
    """Memberships that have begun or ended since others were told of them."""
    return db.all(DUE, Membership, now=db.now)


def turned(tx: Transaction, membership: Membership) -> None:
    """Note that others are told of it as it is now."""
    tx.execute(TURNED, row_id=membership.id, at=membership.next_turn(tx.now))


def add(tx: Transaction, membership: Membership) -> None:
    """Add a membership."""
    tx.insert(memberships, membership, next_at=membership.next_turn(tx.now))


def change(tx: Transaction, membership_id: str, version: int | None, **values: Any) -> Membership:
    """Write `values` over version `version`. Raises Stale."""
    changed = tx.update(memberships, Membership, id=membership_id, version=version, values=values)
    if changed is None:
        raise Stale(membership_id)
    turned(tx, changed)
    return changed


def remove(tx: Transaction, membership_id: str) -> None:
    """Remove it: from now on that person is a stranger there."""
    tx.execute(REMOVE, row_id=membership_id)
