"""Rows of who reads what just now."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, case, exists, func, or_, select, true

from community.model.presence import HERE, KEPT, Seen
from community.store.people import MET, meets
from community.store.tables import blocks, people, presences, standings
from portalkit.database import Reading, Transaction, columns, param
from portalkit.viewer import Viewer

MOST = 100  # that are looked at; a topic that more people read at once is no talk of people who see each other

MINE = select(*columns(presences, Seen)).where(
    presences.c.topic_id == param("topic"), presences.c.person == param("who")
)
_blocked = exists().where(
    or_(
        and_(blocks.c.person == people.c.id, blocks.c.blocked_id == param("viewer_id")),
        and_(blocks.c.person == param("viewer_id"), blocks.c.blocked_id == people.c.id),
    )
)
# Who does not want to be named, or whom the viewer does not meet anyway, is one of a number.
_named = and_(people.c.name != "", func.coalesce(standings.c.named, true()), MET, ~_blocked)
OTHERS = (
    select(
        case((_named, people.c.name)).label("name"),
        presences.c.seen_at,
        presences.c.writing_at,
    )
    .join_from(presences, people, people.c.id == presences.c.person)
    .join(standings, standings.c.person == people.c.id, isouter=True)
    .where(
        presences.c.topic_id == param("topic"),
        presences.c.person != param("viewer_id"),
        presences.c.seen_at > param("since", type_=presences.c.seen_at.type),
    )
    .order_by(presences.c.person)
    .limit(MOST)
)
FORGET = presences.delete().where(presences.c.seen_at < param("until", type_=presences.c.seen_at.type))


def mine(db: Reading, viewer: Viewer, topic_id: str) -> Seen | None:
    """What was last heard of the viewer in a topic."""
    return db.find(MINE, Seen, topic=topic_id, who=viewer.id)


def others(db: Reading, viewer: Viewer, topic_id: str) -> Sequence[Row[Any]]:
    """Who else reads a topic: their names, as far as the viewer may know them, and when they last wrote."""
    return db.rows(OTHERS, viewer, topic=topic_id, since=db.now - HERE, **meets(viewer))


def put(tx: Transaction, viewer: Viewer, topic_id: str, writing: bool) -> None:
    """Keep that the viewer reads a topic, and forget what was minutes ago."""
    tx.put(presences, topic_id=topic_id, person=viewer.id, seen_at=tx.now, writing_at=tx.now if writing else None)
    forget(tx)


def forget(tx: Transaction) -> None:
    """Keep nothing of what was read minutes ago."""
    tx.execute(FORGET, until=tx.now - KEPT)
