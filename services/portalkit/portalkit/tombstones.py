"""Who has been erased here: asked before anything of a person is written again."""

from collections.abc import Collection

from sqlalchemy import select

from portalkit.database import Reading, listed, param
from portalkit.tables import erased

ONE = select(erased.c.person).where(erased.c.person == param("person"))
SOME = select(erased.c.person).where(erased.c.person.in_(listed("people")))


def is_erased(db: Reading, person: str) -> bool:
    """Whether this person has been erased here."""
    return db.value(ONE, person=person) is not None


def erased_of(db: Reading, people: Collection[str]) -> set[str]:
    """Those of `people` who have been erased here."""
    return {row.person for row in db.rows(SOME, people=sorted(people))} if people else set()
