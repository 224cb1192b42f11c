"""Who may write to whom: two people who may meet each other, by what each of them may read."""

from typing import Any

from sqlalchemy import Row, select

from community.store.people import MET, meets
from community.store.tables import people
from portalkit.database import Reading, param
from portalkit.viewer import EVERYONE, MEMBERS, STAFF, Viewer

ONE = select(people.c.id, people.c.name, people.c.kind, people.c.active, people.c.inside).where(
    people.c.id == param("id")
)
MEETS = select(people.c.id).where(people.c.id == param("id"), people.c.name != "", MET)


def person(db: Reading, id: str) -> Row[Any] | None:
    """What is known of somebody, whoever asks."""
    rows = db.rows(ONE, id=id)
    return rows[0] if rows else None


def met(db: Reading, viewer: Viewer, id: str) -> bool:
    """Whether `viewer` may meet this person."""
    return bool(db.rows(MEETS, viewer, id=id, **meets(viewer)))


def each_other(db: Reading, viewer: Viewer, other: Row[Any]) -> bool:
    """Whether the two may meet each other. Of whom no audiences were told, those count that all like them are in."""
    if not other.active or not met(db, viewer, other.id):
        return False
    usual = [EVERYONE, MEMBERS, *([STAFF] if other.kind == "staff" else [])]
    inside = frozenset(usual if other.inside is None else other.inside)
    return met(db, Viewer(other.id, other.kind, audiences=inside), viewer.id)
