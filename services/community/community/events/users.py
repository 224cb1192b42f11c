"""What accounts tells of its users."""

from datetime import datetime

from community.actions.people import remember_person
from portalkit.database import Transaction
from portalkit.events import Event


def remember(tx: Transaction, event: Event) -> None:
    """Keep the name beside which a person's posts are shown, who moderates, is here, is a customer or an expert.

    An event without names is of one who was erased.
    """
    name = event.personal.get("name") or ""
    data = event.data
    active = data["state"] == "active"
    inside = data["audiences"] if active and "moderator" in data["roles"] else None
    joined = datetime.fromisoformat(data["joined_at"]) if data.get("joined_at") else None
    verified = data.get("verified_customer")
    told = (data["kind"], inside, joined, active, data["audiences"], verified, "expert" in data["roles"])
    remember_person(tx, event.subject, event.version, name, *told)
