"""Know which articles grew out of topics."""

from community.store import articles
from portalkit.database import Transaction


def remember_article(tx: Transaction, id: str, version: int, topic_id: str | None, published: bool) -> None:
    """Keep what knowledge tells of an article, as far as the topic that it grew out of shows it."""
    articles.keep(tx, id, version, topic_id, published)
