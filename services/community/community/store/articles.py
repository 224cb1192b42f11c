"""The copy of articles, and which of them grew out of a topic."""

from sqlalchemy import func, select

from community.store.tables import articles, topics
from portalkit.database import Transaction

# The newest: ids are in the order of time. Whether it may be read now its owner says.
GROWN = (
    select(func.max(articles.c.id)).where(articles.c.topic_id == topics.c.id, articles.c.published).scalar_subquery()
)


def keep(tx: Transaction, id: str, version: int, topic_id: str | None, published: bool) -> None:
    """Keep what knowledge tells of an article, unless the copy is as new."""
    tx.keep(articles, id, version, topic_id=topic_id, published=published)
