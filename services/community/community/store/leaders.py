"""Who helped most, by what the viewer may read of it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, Text, cast, func, or_, select

from community.model.contest import Contest
from community.store.tables import people, points, standings, tallies, topics
from community.store.tallies import of as tallies_of
from portalkit.database import Reading, listed, param, visible
from portalkit.viewer import Viewer

MOST = 50
END = datetime(9999, 1, 1, tzinfo=UTC)

_sum = func.sum(points.c.amount)
_at = points.c.at.type
_scored = (
    select(points.c.person, _sum.label("points"))
    .join_from(points, topics, topics.c.id == points.c.topic_id)
    .where(
        points.c.counts_at >= param("since", type_=_at),
        points.c.counts_at < param("until", type_=_at),
        topics.c.shown,
        visible(topics),
    )
    .group_by(points.c.person)
    .having(_sum > 0)
)


def _best(scored: Select[Any], among: bool = False) -> Select[Any]:
    found = scored.subquery()
    best = (
        select(
            found.c.person.label("id"),
            people.c.name,
            people.c.kind,
            found.c.points,
            tallies_of(found.c.person).label("standing"),
        )
        .join_from(found, people, people.c.id == found.c.person)
        .join(standings, standings.c.person == found.c.person, isouter=True)
        .where(people.c.name != "", or_(standings.c.listed.is_(None), standings.c.listed))
        .order_by(found.c.points.desc(), people.c.name, found.c.person)
        .limit(MOST)
    )
    # The copy is a list in JSON, of ids in which nothing stands for anything else.
    return best.where(cast(people.c.inside, Text).like(param("among"))) if among else best


def _each(scored: Select[Any], within: Select[Any]) -> dict[tuple[bool, bool], Select[Any]]:
    """By whether it is narrowed to categories, and to people in an audience."""
    return {
        (narrow, among): _best(within if narrow else scored, among)
        for narrow in (False, True)
        for among in (False, True)
    }


# Where a deed was done then, and what was known at the end: what happens afterwards changes no result.
_counting = _scored.where(points.c.kind.in_(listed("kinds")), points.c.at < param("until", type_=_at))
OF_CONTEST = {
    False: _best(_counting),
    True: _best(_counting.where(points.c.category_id.in_(listed("within")))),
}
BEST = _each(_scored, _scored.where(topics.c.category_id.in_(listed("within"))))
_all = func.sum(tallies.c.points)
_ever = (
    select(tallies.c.person, _all.label("points")).where(visible(tallies)).group_by(tallies.c.person).having(_all > 0)
)
EVER = _each(_ever, _ever.where(tallies.c.category_id.in_(listed("within"))))


def best(
    db: Reading,
    viewer: Viewer,
    since: datetime | None,
    until: datetime | None,
    within: Sequence[str] | None,
    among: str | None = None,
) -> Sequence[Row[Any]]:
    """Who wants to be listed and has most points since then, or ever, in the categories `within` (None: in all).

    With `among` of those alone who are in that audience, by the copies of people.
    """
    more: dict[str, Any] = {"within": list(within)} if within is not None else {}
    if among is not None:
        more["among"] = f'%"{among}"%'
    narrowed = (within is not None, among is not None)
    if since is None:
        return db.rows(EVER[narrowed], viewer, **more)
    return db.rows(BEST[narrowed], viewer, since=since, until=until or END, **more)


def of_contest(db: Reading, viewer: Viewer, contest: Contest, within: Sequence[str] | None) -> Sequence[Row[Any]]:
    """Who wants to be listed and has most points in a contest, which goes on in the categories `within`."""
    more = {"within": list(within)} if within is not None else {}
    times = {"since": contest.starts_at, "until": contest.ends_at}
    return db.rows(OF_CONTEST[within is not None], viewer, kinds=contest.kinds.split(), **times, **more)
