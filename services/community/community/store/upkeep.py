"""Who can look after a category, and which have nobody."""

from typing import Any

from sqlalchemy import Row, and_, func, or_, select

from community.store.tables import categories, people
from portalkit.database import Reading, param
from portalkit.keeping import without_owner

MOST_STAFF = 500


def works(person: Any) -> Any:
    """Whether the copy of a person says that they can look after something. Who is not known cannot."""
    is_active = or_(person.c.active.is_(None), person.c.active)  # an older copy does not say
    return and_(person.c.id.is_not(None), person.c.kind == "staff", person.c.name != "", is_active)


STAFF = (
    select(people.c.id, people.c.name)
    .where(works(people))
    .order_by(func.lower(people.c.name), people.c.id)
    .limit(MOST_STAFF)
)
WORKING = select(people.c.id).where(people.c.id == param("person"), works(people))
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
