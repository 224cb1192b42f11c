"""Facts about people."""

from datetime import datetime

from knowledge.actions.copies import remember_person
from portalkit.database import Transaction
from portalkit.events import Event


def remember(tx: Transaction, event: Event) -> None:
    """Keep the name; without one the person was erased."""
    data = event.data
    active = data["state"] == "active" if "state" in data else None
    joined = datetime.fromisoformat(data["joined_at"]) if data.get("joined_at") else None
    remember_person(tx, event.subject, event.version, data["kind"], event.personal.get("name"), active, joined)
