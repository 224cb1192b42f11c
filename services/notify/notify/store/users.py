"""Rows of users' copies."""

from notify.model.person import Person
from notify.store.tables import users
from portalkit.database import Transaction


def keep(tx: Transaction, person: Person) -> None:
    """Keep the copy, unless the one kept is as new."""
    tx.keep(
        users,
        person.id,
        person.version,
        kind=person.kind,
        state=person.state,
        audiences=person.audiences,
        name=person.name,
        email=person.email,
        locale=person.locale,
    )
