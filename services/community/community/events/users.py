"""What accounts tells of its users."""

from community.actions.people import remember_person
from portalkit.database import Transaction
from portalkit.events import Event


def remember(tx: Transaction, event: Event) -> None:
    """Keep the name beside which a person's posts are shown; an event without names is of one who was erased."""
    name = event.personal.get("name") or ""
    remember_person(tx, event.subject, event.version, name, event.data["kind"])
