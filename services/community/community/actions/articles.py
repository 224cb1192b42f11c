"""Know which articles grew out of topics, and what who wrote those is due."""

from collections.abc import Sequence

from community.actions.points import settle_helped
from community.store import articles, credits, topics
from portalkit.database import Transaction


def remember_article(tx: Transaction, id: str, version: int, topic_id: str | None, published: bool) -> None:
    """Keep what knowledge tells of an article, as far as the topic that it grew out of shows it."""
    articles.keep(tx, id, version, topic_id, published)


def remember_credit(
    tx: Transaction, id: str, version: int, topic_id: str | None, helpful: int, person_ids: Sequence[str]
) -> None:
    """Keep how many people an article helped, and whom it credits: each of them has points for each."""
    due = credits.keep(tx, id, version, helpful, person_ids)
    if due:
        topic = topics.find(tx, topic_id or "")
        place = topic.merged_into_id or topic.id if topic else topic_id or ""
        settle_helped(tx, id, place, topic.category_id if topic else None, due)
