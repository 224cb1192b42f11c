"""Rows of what became of mails about one's own posts."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, func, select

from notify.model.sender import OF_POSTS
from notify.store.deliveries import joined, outcome, reason
from notify.store.forecasts import may_read
from notify.store.tables import messages, replies, tellings, topics
from portalkit.database import Reading, listed, param
from portalkit.viewer import Viewer

MOST = 20

_mine = param("viewer_id")
_open = and_(topics.c.id == param("topic"), may_read)
TOPIC = select(topics.c.id, topics.c.asked_at.label("at")).where(_open, topics.c.author_id == _mine)
REPLIES = (
    select(replies.c.id, replies.c.written_at.label("at"))
    .join_from(replies, topics, topics.c.id == replies.c.topic_id)
    .where(_open, replies.c.author_id == _mine, replies.c.shown)
    .order_by(replies.c.id.desc())
    .limit(MOST)
)
_each = (
    select(messages.c.thing_id, outcome.label("outcome"), reason.label("reason"), messages.c.why)
    .select_from(joined)
    .where(
        messages.c.thing_id.in_(listed("posts")),
        messages.c.act.in_(OF_POSTS),
        messages.c.actor_id == _mine,
    )
    .subquery()
)
COUNTS = select(_each, func.count().label("number")).group_by(*_each.c)
WAITS = select(tellings.c.thing_id).where(tellings.c.thing_id.in_(listed("posts"))).distinct()


def posts(db: Reading, viewer: Viewer, topic_id: str) -> list[tuple[str, str, Any]]:
    """Kind, id and time of what `viewer` wrote in a topic that they may see: the topic, then the latest replies."""
    mine = [("topic", row.id, row.at) for row in db.rows(TOPIC, viewer, topic=topic_id)]
    return mine + [("reply", row.id, row.at) for row in db.rows(REPLIES, viewer, topic=topic_id)]


def counts(db: Reading, viewer: Viewer, ids: Sequence[str]) -> Sequence[Any]:
    """How many were told of each of these posts of `viewer`, by outcome, its reason, and why it was planned so."""
    return db.rows(COUNTS, viewer, posts=list(ids), now=db.now)


def waiting(db: Reading, ids: Sequence[str]) -> set[str]:
    """Those of these posts of which others are still to be told."""
    return {row.thing_id for row in db.rows(WAITS, posts=list(ids))}
