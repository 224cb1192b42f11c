"""Rows of how asking goes, a row a day."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as insert_or

from community.model.asking import ASKED, OPENED, SHOWN, Steps
from community.store.tables_presences import asking
from portalkit.database import Reading, Transaction, columns, param

DAYS = select(*columns(asking, Steps)).where(asking.c.day >= param("since")).order_by(asking.c.day)
_new = insert_or(asking)
BEGIN = _new.on_conflict_do_update(index_elements=[asking.c.day], set_={SHOWN: asking.c.shown + 1})
# No step counts more often than the one before it, whatever browsers say.
GO_ON = {
    step: asking.update()
    .where(asking.c.day == param("of"), asking.c[step] < asking.c[before])
    .values({step: asking.c[step] + 1})
    for before, step in ((SHOWN, OPENED), (OPENED, ASKED))
}


def days(db: Reading, since: date) -> list[Steps]:
    """What was counted from a day on."""
    return db.all(DAYS, Steps, since=since)


def count(tx: Transaction, step: str, day: date) -> None:
    """Once more it came to a step, of what began on a day."""
    if step == SHOWN:
        tx.execute(BEGIN, day=day, shown=1, opened=0, asked=0)
    else:
        tx.execute(GO_ON[step], of=day)
