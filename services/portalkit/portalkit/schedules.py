"""What a service does from time to time, at most one process at once, however many run."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as insert_or

from portalkit.database import Database, Transaction, param
from portalkit.tables import answers, deliveries, exported, inbox, outbox, schedules

Task = Callable[[Transaction], None]
log = structlog.get_logger(__name__)

DUE = select(schedules.c.name).where(schedules.c.next_at <= param("now"))
# Nobody waits for a task that another process is just running.
MINE = DUE.where(schedules.c.name == param("schedule")).with_for_update(skip_locked=True)
CLAIM = (
    schedules.update()
    .where(schedules.c.name == param("schedule"), schedules.c.next_at <= param("now"))
    .values(next_at=param("next"), last_at=param("now"), last_error=None)
)
READY = timedelta(days=7)  # how long what somebody asked for of theirs lies there, and is said to
KEPT = timedelta(days=8)  # a day more than a bus may still repeat an event


class Schedules:
    """Tasks by name, each with how often it runs; a task is one transaction."""

    def __init__(self, database: Database, tasks: Mapping[str, tuple[timedelta, Task]]) -> None:
        self._database, self._tasks = database, dict(tasks)
        with database.transaction(counted=False) as tx:
            for name in self._tasks:
                tx.execute(insert_or(schedules).values(name=name, next_at=tx.now).on_conflict_do_nothing())

    def run_due(self) -> int:
        """Run every task whose time has come; how many. One that fails is tried again at its next time."""
        with self._database.reading() as db:
            due = [row.name for row in db.rows(DUE, now=db.now) if row.name in self._tasks]
        for name in due:
            every, task = self._tasks[name]
            try:
                with self._database.transaction(counted=False) as tx:
                    if tx.rows(MINE, schedule=name, now=tx.now):
                        tx.execute(CLAIM, schedule=name, now=tx.now, next=tx.now + every)
                        task(tx)
            except Exception as fault:
                log.error("schedule-failed", schedule=name, exc_info=fault)
                with self._database.transaction(counted=False) as tx:
                    tx.put(schedules, name=name, next_at=tx.now + every, last_error=str(fault)[:1000])
        return len(due)


def prune(tx: Transaction) -> None:
    """Drop the mechanisms' rows that nothing can ask for any more."""
    old = tx.now - KEPT
    tx.execute(outbox.delete().where(outbox.c.published_at < old))
    tx.execute(inbox.delete().where(inbox.c.state == "done", inbox.c.done_at < old))
    tx.execute(exported.delete().where(exported.c.made_at < tx.now - READY))
    tx.execute(answers.delete().where(answers.c.created_at < tx.now - timedelta(days=1)))
    tx.execute(deliveries.delete().where(deliveries.c.state != "due", deliveries.c.ended_at < old))
