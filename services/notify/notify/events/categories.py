"""What community tells of its categories."""

from notify.actions.copies import remember as keep
from notify.model.copies import Category
from portalkit.database import Transaction
from portalkit.events import Event


def remember(tx: Transaction, event: Event) -> None:
    """Keep the category."""
    keep(tx, Category(event.subject, event.version, event.data["name"], event.data["audience_key"]))
