"""What badges are given for, the badges, and who wants to be listed, or named where they read."""

from typing import Any

from sqlalchemy import Row, case, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from community.model.points import ACCEPTED, ANSWERED, HIDDEN, SHOWN, VOTED
from community.store.tables import badges, people, points, standings, topics
from portalkit.database import Reading, Transaction, param, visible

COUNTED = (ACCEPTED, VOTED, ANSWERED)
ANEW = insert_or(standings).values(person=param("who")).on_conflict_do_nothing()
ADD = {
    kind: standings.update()
    .where(standings.c.person == param("who"))
    .values(**{kind: standings.c[kind] + param("number")})
    for kind in COUNTED
}
ONE = select(standings).where(standings.c.person == param("person"))
GIVE = insert_or(badges).on_conflict_do_nothing()
HAS = select(badges.c.badge).where(badges.c.person == param("person"))
GIVEN = (  # in one word, so that a page of a person brings it along
    select(func.aggregate_strings(badges.c.badge + " " + badges.c.given_on, ","))
    .where(badges.c.person == people.c.id)
    .scalar_subquery()
)
# What a badge is given for stays when it is taken back, but not while it is hidden, nor for who may not read it.
_scored = func.sum(case((points.c.why.in_(("", SHOWN)), 1), (points.c.why == HIDDEN, -1), else_=0))
_readable = (points.c.person == param("id"), points.c.amount != 0, topics.c.shown, visible(topics))
_things = (
    select(points.c.kind, func.min(points.c.day).label("day"), _scored.label("number"))
    .join_from(points, topics, topics.c.id == points.c.topic_id)
    .where(*_readable, points.c.kind.in_(COUNTED))
    .group_by(points.c.kind, points.c.thing_id)
)


def _seen(kind: str, what: Any) -> Any:
    things = _things.having(_scored > 0).subquery()
    return select(func.coalesce(what(things), 0)).where(things.c.kind == kind).scalar_subquery()


SEEN = [
    _seen(ACCEPTED, lambda things: func.sum(things.c.number)).label("seen_accepted"),
    _seen(VOTED, lambda things: func.sum(things.c.number)).label("seen_voted"),
    _seen(ANSWERED, lambda things: func.count(things.c.day.distinct())).label("seen_days"),
]


def add(tx: Transaction, person: str, kind: str, number: int) -> None:
    """Add `number` to how often something of `kind` stands for somebody."""
    tx.execute(ANEW, who=person)
    if kind in COUNTED:
        tx.execute(ADD[kind], who=person, number=number)


def find(db: Reading, person: str) -> Row[Any] | None:
    """What somebody has, if anything was ever scored for them."""
    rows = db.rows(ONE, person=person)
    return rows[0] if rows else None


def choose(tx: Transaction, person: str, listed: bool) -> None:
    """Keep whether somebody wants to be listed."""
    tx.put(standings, person=person, listed=listed)


def name(tx: Transaction, person: str, named: bool) -> None:
    """Keep whether somebody wants to be named where they read."""
    tx.put(standings, person=person, named=named)


def give(tx: Transaction, person: str, badge: str) -> None:
    """Give somebody a badge."""
    tx.execute(GIVE, person=person, badge=badge, given_on=tx.now.date().isoformat())


def has(db: Reading, person: str) -> set[str]:
    """The badges of somebody."""
    return {row.badge for row in db.rows(HAS, person=person)}
