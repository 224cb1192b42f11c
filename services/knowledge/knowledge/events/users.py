"""Facts about people."""

from knowledge.actions.copies import remember_person
from portalkit.database import Transaction
from portalkit.events import Event


def remember(tx: Transaction, event: Event) -> None:
    """Keep the name; without one the person was erased."""
    data = event.data
    active = data["state"] == "active" if "state" in data else None
    remember_person(tx, event.subject, event.version, data["kind"], event.personal.get("name"), active)
