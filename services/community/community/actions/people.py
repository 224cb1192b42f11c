"""Know people's names."""

from community.store import people
from portalkit.database import Transaction


def remember_person(tx: Transaction, id: str, version: int, name: str, kind: str) -> None:
    """Keep the name and kind of a person as accounts tells them; an empty name is one who was erased."""
    people.keep(tx, id, version, name, kind)
