"""Count how asking goes."""

from datetime import date

from community.model.asking import day_of_step
from community.store import asking
from portalkit.database import Database


def count_step(database: Database, step: str, day: date | None) -> None:
    """Once more it came to a step, of what began on a `day`. Raises Invalid.

    No page that others see is another for it, and nobody waits for a disk.
    """
    with database.transaction(counted=False, lasting=False) as tx:
        asking.count(tx, step, day_of_step(step, day, tx.now.date()))
