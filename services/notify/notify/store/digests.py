"""Rows of what waits for a digest, and of what is in one."""

from collections.abc import Sequence

from sqlalchemy import literal_column, select

from notify.store.tables import messages
from portalkit.database import Reading, Transaction, param

_waits = (messages.c.mail == literal_column("'digest'"), messages.c.digest_id.is_(None))
DUE = (
    select(messages.c.person)
    .where(*_waits, messages.c.mail_at <= param("now"))
    .group_by(messages.c.person)
    .order_by(messages.c.person)
    .limit(param("most"))
)
GATHER = (
    messages.update()
    .where(*_waits, messages.c.person == param("of_person"), messages.c.mail_at <= param("now"))
    .values(digest_id=param("digest"))
)
MOVE = (
    messages.update()
    .where(*_waits, messages.c.person == param("of_person"), messages.c.why == param("reason"))
    .values(mail_at=param("due"))
)


def due(db: Reading, most: int) -> list[str]:
    """Whose digest is due now, at most so many."""
    return [row.person for row in db.rows(DUE, now=db.now, most=most)]


def gather(tx: Transaction, made: Sequence[tuple[str, str]]) -> None:
    """Put what waits, and is due, into the digests `made`: id and person. Each thing is in one digest only."""
    tx.execute_many(GATHER, [{"digest": id, "of_person": person, "now": tx.now} for id, person in made])


def move(tx: Transaction, person: str, reason: str, due: object) -> None:
    """What waits for this reason is due at another time."""
    tx.execute(MOVE, of_person=person, reason=reason, due=due)
