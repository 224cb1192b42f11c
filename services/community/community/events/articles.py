"""What knowledge tells of its articles."""

from community.actions.articles import remember_article
from portalkit.database import Transaction
from portalkit.events import Event


def remember(tx: Transaction, event: Event) -> None:
    """Keep which topic it grew out of, if any, and whether it is published."""
    data = event.data
    remember_article(tx, event.subject, event.version, data.get("topic_id"), data["state"] == "published")
