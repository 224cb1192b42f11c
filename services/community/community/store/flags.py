"""Rows of flags."""

from sqlalchemy import select

from community.model.flag import Flag
from community.store.tables import flags
from portalkit.database import Reading, Transaction, columns, param

ONE = select(*columns(flags, Flag)).where(flags.c.thing_id == param("thing_id"), flags.c.person == param("person"))
RESOLVE = (
    flags.update()
    .where(flags.c.thing_id == param("thing"), flags.c.outcome.is_(None))
    .values(outcome=param("result"), resolved_at=param("now"))
)


def by(db: Reading, person: str, thing_id: str) -> Flag | None:
    """What the person said about the post, or None."""
    return db.find(ONE, Flag, person=person, thing_id=thing_id)


def add(tx: Transaction, flag: Flag) -> None:
    """Add a flag."""
    tx.insert(flags, flag)


def resolve(tx: Transaction, thing_id: str, outcome: str) -> int:
    """Close what was said about a post; how many had said something."""
    return tx.execute(RESOLVE, thing=thing_id, result=outcome, now=tx.now)
