"""Rows of remits: who edits in which categories."""

from sqlalchemy import select

from knowledge.model.remit import Remit
from knowledge.store.tables import remits
from portalkit.database import Reading, Transaction, param

OF = select(remits.c.category_id).where(remits.c.person_id == param("person")).order_by(remits.c.category_id)
FORGET = remits.delete().where(remits.c.person_id == param("person"))


def of(db: Reading, person_id: str) -> list[str]:
    """The categories that somebody edits in; none: everywhere."""
    return [row.category_id for row in db.rows(OF, person=person_id)]


def replace(tx: Transaction, person_id: str, given: list[Remit]) -> None:
    """Somebody edits in these, and in no others any more."""
    tx.execute(FORGET, person=person_id)
    for each in given:
        tx.insert(remits, each)
