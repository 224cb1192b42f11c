"""Who gave points to whom in a ring of three, by the ledger of points."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select

from community.model.points import BETWEEN_TWO, PAIR_TIME
from community.model.rings import Giving, least, rings
from community.store import points as store
from community.store.tables import people, points, topics
from portalkit.database import Reading, listed, param, visible
from portalkit.viewer import Viewer

MOST = 50

_times = func.count()
# What scored between two counts here, as `store.points.BETWEEN` has it for pairs.
GIVINGS = (
    select(points.c.actor, points.c.person, _times.label("times"), func.max(points.c.at).label("at"))
    .join_from(points, topics, topics.c.id == points.c.topic_id)
    .where(
        points.c.kind.in_(BETWEEN_TWO),
        points.c.day >= param("since"),
        points.c.amount > 0,
        points.c.why == "",
        topics.c.shown,
        visible(topics),
    )
    .group_by(points.c.actor, points.c.person)
    .having(_times >= param("least"))
)
NAMES = select(people.c.id, people.c.name, people.c.kind).where(people.c.id.in_(listed("ids")))


def found(db: Reading, viewer: Viewer) -> list[tuple[Giving, Giving, Giving]]:
    """The latest rings of the last 30 days, by what was given in topics that `viewer` may read."""
    since = store.day_of(db.now - PAIR_TIME)
    rows = db.rows(GIVINGS, viewer, since=since, least=least(store.rules(db)))
    return rings(Giving(row.actor, row.person, row.times, row.at) for row in rows)[:MOST]


def names(db: Reading, ring_list: Sequence[tuple[Giving, ...]]) -> dict[str, Row[Any]]:
    """What is known of those in rings, by their ids."""
    ids = sorted({one.actor for ring in ring_list for one in ring})
    return {row.id: row for row in db.rows(NAMES, ids=ids)} if ids else {}
