"""What search engines may know of."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from community.store.tables import topics
from portalkit.database import Reading, param, visible
from portalkit.viewer import Viewer

PAGE, FIRST = 1000, ""
TOPICS = (
    select(topics.c.id, topics.c.title, topics.c.last_activity_at)
    .where(topics.c.shown, visible(topics), topics.c.id > param("id"))
    .order_by(topics.c.id)
    .limit(PAGE + 1)
)


def readable(db: Reading, viewer: Viewer, after: list[Any] | None) -> Sequence[Row[Any]]:
    """One more than a page of the topics `viewer` may read, in the order of their ids."""
    return db.rows(TOPICS, viewer, id=after[0] if after else FIRST)
