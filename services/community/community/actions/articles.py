"""Know which articles grew out of topics, and what who wrote those is due."""

from collections.abc import Sequence

from community.store import articles, credits
from portalkit.database import Transaction


def remember_article(tx: Transaction, id: str, version: int, topic_id: str | None, published: bool) -> None:
    """Keep what knowledge tells of an article, as far as the topic that it grew out of shows it."""
    articles.keep(tx, id, version, topic_id, published)


def remember_credit(tx: Transaction, id: str, version: int, helpful: int, person_ids: Sequence[str]) -> None:
    """Keep how many people an article helped, and whom it credits: each of them has a point for each."""
    credits.keep(tx, id, version, helpful, person_ids)
