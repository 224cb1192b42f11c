"""Who administers organisations now, and which of them nobody would, or does."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select

from accounts.model.user import ERASED
from accounts.store.standing import runs
from accounts.store.tables import memberships, organisations, users
from portalkit.database import Reading, param


def administers(membership: Any) -> ColumnElement[bool]:
    """Whether the row of a membership is that of an administrator `now`, who can sign in to be one."""
    able = select(users.c.id).where(users.c.id == membership.c.user_id, users.c.state.not_in(["suspended", ERASED]))
    return and_(membership.c.role == "administrator", runs(membership), exists(able))


_mine, _other, _member = (memberships.alias(name) for name in ("my_membership", "other_membership", "a_membership"))
_others = (
    select(func.count())
    .select_from(_member)
    .where(_member.c.organisation_id == organisations.c.id, _member.c.user_id != param("user_id"), runs(_member))
    .correlate(organisations)
    .scalar_subquery()
)
ALONE_IN = (
    select(organisations.c.id, organisations.c.name, _others.label("others"))
    .join_from(_mine, organisations, organisations.c.id == _mine.c.organisation_id)
    .where(
        _mine.c.user_id == param("user_id"),
        _mine.c.role == "administrator",
        runs(_mine),
        organisations.c.state == "open",
        _others > 0,
        ~exists(
            select(_other.c.id).where(
                _other.c.organisation_id == organisations.c.id,
                _other.c.user_id != param("user_id"),
                administers(_other),
            )
        ),
    )
    .order_by(organisations.c.name, organisations.c.id)
)
ANY_OF = select(memberships.c.id).where(memberships.c.organisation_id == param("id"), administers(memberships)).limit(1)


def alone_in(db: Reading, user_id: str) -> list[dict[str, Any]]:
    """The open organisations that others belong to and only this person administers: {id, name, others}."""
    return [dict(row._mapping) for row in db.rows(ALONE_IN, user_id=user_id, now=db.now)]


def is_administered(db: Reading, organisation_id: str) -> bool:
    """Whether anybody administers this organisation now."""
    return bool(db.rows(ANY_OF, id=organisation_id, now=db.now))
