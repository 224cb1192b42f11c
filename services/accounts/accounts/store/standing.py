"""People together with the membership they act in, worked out from rows whenever they are read.

A membership that has ended, or whose organisation is closed, counts no more from that moment on, with no worker.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from accounts.model.organisation import SELF
from accounts.model.user import Standing
from accounts.store.tables import memberships, organisations, users
from portalkit.database import param


def runs(membership: Any) -> ColumnElement[bool]:
    """Whether the row of a membership counts `now`, as `Membership.runs` says."""
    ends_at = membership.c.ends_at
    return and_(membership.c.starts_at <= param("now"), or_(ends_at.is_(None), ends_at > param("now")))


_each, _its = memberships.alias("each_membership"), organisations.alias("its_organisation")
_open = (
    select(_each.c.id)
    .join_from(_each, _its, _its.c.id == _each.c.organisation_id)
    .where(_each.c.user_id == users.c.id, _its.c.state == "open", runs(_each))
    .limit(1)
    .correlate(users)
)
# The one that was chosen while it counts, else the first; none where somebody chose to act for nobody but themselves.
# Two questions, as SQLite cannot order by what belongs to the row outside.
_acting = func.coalesce(
    _open.where(_each.c.id == users.c.context_id).scalar_subquery(),
    _open.where(or_(users.c.context_id.is_(None), users.c.context_id != SELF))
    .order_by(_each.c.created_at, _each.c.id)
    .scalar_subquery(),
)
COLUMNS = [
    memberships.c.id,
    organisations.c.id,
    organisations.c.name,
    organisations.c.kind,
    organisations.c.country,
    organisations.c.region,
    memberships.c.role,
    memberships.c.grade,
    memberships.c.chapter,
]


def with_standing(statement: Any) -> Any:
    """A statement over `users` that can give the `COLUMNS`, too; it takes `now`."""
    return statement.outerjoin(memberships, memberships.c.id == _acting).outerjoin(
        organisations, organisations.c.id == memberships.c.organisation_id
    )


def standing(values: tuple[Any, ...]) -> Standing | None:
    """What the `COLUMNS` of a row say."""
    return Standing(*values) if values[0] is not None else None
