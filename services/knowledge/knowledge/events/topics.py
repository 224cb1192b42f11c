"""Facts about topics and their replies."""

from datetime import datetime

from knowledge.actions import copies
from portalkit.database import Transaction
from portalkit.events import Event


def remember(tx: Transaction, event: Event) -> None:
    """Keep the question."""
    data = event.data
    copies.remember_topic(
        tx,
        event.subject,
        event.version,
        {
            "category_id": data["category_id"],
            "audience_key": data["audience_key"],
            "shown": data["shown"] and data["title"] is not None,
            "solved": data["solved"],
            "title": data["title"],
            "body": data["body"],
            "product": data.get("product"),
            "author_id": data.get("author_id"),
            "kind": data.get("kind"),
            "tags": " ".join(data.get("tags", [])),
            "asked_at": datetime.fromisoformat(data["asked_at"]),
            "removals": data.get("removals", 0),
        },
    )


def remember_reply(tx: Transaction, event: Event) -> None:
    """Keep what was answered; of a hidden reply only that it is there."""
    data = event.data
    copies.remember_reply(
        tx,
        event.subject,
        event.version,
        {
            "topic_id": data["topic_id"],
            "written_at": datetime.fromisoformat(data["written_at"]),
            "removals": data.get("removals", 0),
            "body": data["body"] if data["state"] == "shown" else None,
        },
    )
