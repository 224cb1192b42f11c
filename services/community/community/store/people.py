"""The copy of people's names."""

from community.store.tables import people
from portalkit.database import Transaction


def keep(tx: Transaction, id: str, version: int, name: str, kind: str) -> None:
    """Keep what accounts tells of a person, unless the copy is as new."""
    tx.keep(people, id, version, name=name, kind=kind)
