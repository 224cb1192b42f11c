"""What knowledge tells of its articles."""

from community.actions.articles import remember_article, remember_credit
from portalkit.database import Transaction
from portalkit.events import Event


def remember(tx: Transaction, event: Event) -> None:
    """Keep which topic it grew out of, if any, and whether it is published."""
    data = event.data
    remember_article(tx, event.subject, event.version, data.get("topic_id"), data["state"] == "published")


def remember_points(tx: Transaction, event: Event) -> None:
    """Keep how many people it helped, and whom it credits."""
    data = event.data
    remember_credit(tx, event.subject, event.version, data["topic_id"], data["helpful"], data["person_ids"])
