"""Who tried to vote for what they wrote themselves, by the ledger of points."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, literal_column, select

from community.model.points import SELF, VOTED
from community.model.vote import SELF_VOTES_FOR
from community.store.tables import people, points, topics
from portalkit.database import Reading, param, visible
from portalkit.viewer import Viewer

MOST = 50

_tries, _latest = func.count(), func.max(points.c.at)
BY_PERSON = (
    select(points.c.actor.label("id"), people.c.name, people.c.kind, _tries.label("times"), _latest.label("at"))
    .join_from(points, topics, topics.c.id == points.c.topic_id)
    .join(people, people.c.id == points.c.actor, isouter=True)
    .where(
        points.c.amount == literal_column("0"),
        points.c.kind == VOTED,
        points.c.why == SELF,
        points.c.at >= param("since", type_=points.c.at.type),
        topics.c.shown,
        visible(topics),
    )
    .group_by(points.c.actor, people.c.name, people.c.kind)
    .order_by(_tries.desc(), _latest.desc(), points.c.actor)
    .limit(MOST)
)


def found(db: Reading, viewer: Viewer) -> Sequence[Row[Any]]:
    """Who tried to in the last 90 days, and how often, in topics that `viewer` may read; most often first."""
    return db.rows(BY_PERSON, viewer, since=db.now - SELF_VOTES_FOR)
