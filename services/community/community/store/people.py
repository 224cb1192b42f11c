"""The copy of people's names."""

from community.store.tables import people
from portalkit.database import Transaction, param

# A copy that an older release made says nothing of it; what tells the same version again fills that in.
FILL = (
    people.update()
    .where(people.c.id == param("person"), people.c.version == param("told"), people.c.moderates.is_(None))
    .values(moderates=param("judges"), audiences=param("inside"))
)


def keep(tx: Transaction, id: str, version: int, name: str, kind: str, moderates: list[str] | None) -> None:
    """Keep what accounts tells of a person, unless the copy is as new; the audiences of a moderator alone."""
    judges = moderates is not None
    if not tx.keep(people, id, version, name=name, kind=kind, moderates=judges, audiences=moderates):
        tx.execute(FILL, person=id, told=version, judges=judges, inside=moderates)
