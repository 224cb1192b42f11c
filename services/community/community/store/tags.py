"""Rows of tags: which topics have them, and which are in use."""

from collections.abc import Sequence

from sqlalchemy import func, select

from community.store.tables import topic_tags, topics
from portalkit.database import Reading, Transaction, param, visible
from portalkit.viewer import Viewer

LATELY, SUGGESTED = 1000, 40
FORGET = topic_tags.delete().where(topic_tags.c.topic_id == param("topic"))
ADD = topic_tags.insert()
# Of the latest topics alone, whatever there ever was: ids are in the order of time.
_lately = select(topic_tags).order_by(topic_tags.c.topic_id.desc()).limit(LATELY).subquery()
IN_USE = (
    select(_lately.c.tag)
    .join_from(_lately, topics, topics.c.id == _lately.c.topic_id)
    .where(topics.c.shown, visible(topics))
    .group_by(_lately.c.tag)
    .order_by(func.count().desc(), _lately.c.tag)
    .limit(SUGGESTED)
)


def put(tx: Transaction, topic_id: str, tags: Sequence[str]) -> None:
    """Let a topic be found by these tags and no others."""
    tx.execute(FORGET, topic=topic_id)
    tx.execute_many(ADD, [{"tag": tag, "topic_id": topic_id} for tag in tags])


def in_use(db: Reading, viewer: Viewer) -> list[str]:
    """The tags that most of the latest topics have, of those that `viewer` may read."""
    return [row.tag for row in db.rows(IN_USE, viewer)]
