"""What accounts tells of people."""

from notify.actions.copies import remember_person
from notify.model.person import Person
from portalkit.database import Transaction
from portalkit.events import Event


def remember(tx: Transaction, event: Event) -> None:
    """Keep the person; one without a personal part has been erased."""
    data, personal = event.data, event.personal
    person = Person(
        id=event.subject,
        version=event.version,
        kind=data["kind"],
        state=data["state"],
        audiences=data["audiences"],
        name=personal.get("name"),
        email=personal.get("email"),
        locale=personal.get("locale"),
    )
    remember_person(tx, person)
