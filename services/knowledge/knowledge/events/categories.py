"""Facts about community's categories."""

from knowledge.actions.copies import remember_category
from portalkit.database import Transaction
from portalkit.events import Event


def remember(tx: Transaction, event: Event) -> None:
    """Keep its name and who may read it."""
    remember_category(tx, event.subject, event.version, event.data["name"], event.data["audience_key"])
