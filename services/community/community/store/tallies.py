"""Sums of the ledger by who may read the topics, so that points and levels are told without reading it.

They count what stands in topics that are shown, and move with these.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, Subquery, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from community.store.tables import points, tallies, topics
from portalkit.database import Transaction, listed, param, visible

_amount = param("amount", type_=Integer)


def _added(rows: Any) -> Any:
    statement = insert_or(tallies).from_select(["person", "category_id", "audience_key", "points"], rows)
    more = tallies.c.points + statement.excluded.points
    keys = [column.name for column in tallies.primary_key]
    return statement.on_conflict_do_update(index_elements=keys, set_={"points": more})


_sums = (
    select(
        points.c.person,
        param("category", type_=String),
        param("key", type_=String),
        func.sum(points.c.amount) * param("sign", type_=Integer),
    )
    .where(points.c.topic_id == param("topic"))
    .group_by(points.c.person)
    .order_by(points.c.person)  # whoever does the same at once waits, in the same order
)
OF_TOPIC = _added(_sums)
OF_POSTS = _added(_sums.where(points.c.thing_id.in_(listed("posts"))))
ONE = _added(
    select(param("who", type_=String), topics.c.category_id, topics.c.audience_key, _amount).where(
        topics.c.id == param("topic"), topics.c.shown
    )
)


def of(person: ColumnElement[str]) -> ColumnElement[int]:
    """The points of `person` in what the viewer may read, as a column; none where there was never any."""
    mine = select(func.sum(tallies.c.points)).where(tallies.c.person == person, visible(tallies))
    return mine.scalar_subquery()


def by_person(people: Select[Any]) -> Subquery:
    """The same for all of `people` at once: worked out once for a statement, not for each of its rows."""
    theirs = select(tallies.c.person, func.sum(tallies.c.points).label("points"))
    return theirs.where(tallies.c.person.in_(people), visible(tallies)).group_by(tallies.c.person).subquery()


def add(tx: Transaction, topic_id: str, person: str, amount: int) -> None:
    """Count an entry that was written for something in a topic."""
    tx.execute(ONE, topic=topic_id, who=person, amount=amount)


def put(tx: Transaction, topic: Any, sign: int, posts: Sequence[str] | None = None) -> None:
    """Count all that stands in a shown topic where that is now, or (`sign` -1) no longer; of some `posts` alone."""
    if topic.shown:
        place = {"topic": topic.id, "category": topic.category_id, "key": topic.audience_key, "sign": sign}
        if posts is None:
            tx.execute(OF_TOPIC, **place)
        else:
            tx.execute(OF_POSTS, **place, posts=list(posts))
