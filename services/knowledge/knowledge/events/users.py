"""Facts about people."""

from datetime import datetime

from knowledge.actions.copies import remember_person
from portalkit.database import Transaction
from portalkit.events import Event


def remember(tx: Transaction, event: Event) -> None:
    """Keep the name, and who moderates; without a name the person was erased."""
    data = event.data
    active = data["state"] == "active" if "state" in data else None
    joined = datetime.fromisoformat(data["joined_at"]) if data.get("joined_at") else None
    inside = data.get("audiences", []) if active and "moderator" in data.get("roles", ()) else None
    name = event.personal.get("name")
    remember_person(tx, event.subject, event.version, data["kind"], name, active, joined, inside)
