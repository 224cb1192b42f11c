"""Who can look after a category, and which have nobody."""

from typing import Any

from sqlalchemy import Row

from community.store.tables import categories, people
from portalkit.database import Reading
from portalkit.keeping import one_that_keeps, who_keeps, without_owner, works

STAFF, WORKING = who_keeps(people, works), one_that_keeps(people)
OWNERLESS = without_owner(categories, people, works)


def can_own(db: Reading, person_id: str) -> bool:
    """Whether somebody can look after something: an active person of the staff."""
    return bool(db.rows(WORKING, person=person_id))


def staff(db: Reading) -> list[dict[str, str]]:
    """Who can look after something, by name."""
    return [{"id": row.id, "name": row.name} for row in db.rows(STAFF)]


def ownerless(db: Reading) -> list[Row[Any]]:
    """The categories that nobody looks after, by name, with who did."""
    return list(db.rows(OWNERLESS))
