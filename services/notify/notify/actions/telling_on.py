"""Go on with telling the many who follow a thing, a part in each transaction: a step of the worker's loop."""

import time
from datetime import timedelta

import structlog

from notify.actions.telling import tell_on
from notify.model.attention import Caps
from notify.model.telling import Telling
from notify.store import tellings
from portalkit.database import Database

log = structlog.get_logger(__name__)
AGAIN = timedelta(seconds=60)  # after a part that failed: others that wait go on meanwhile

# Seconds between parts: SQLite's writers ask every few milliseconds, and who is busy without a pause is always first.
BREATH = 0.02


class TellingOn:
    """Tells the next part of those who wait to be told. What was told and how far it is are committed together."""

    def __init__(self, database: Database, caps: Caps) -> None:
        self._database, self._caps = database, caps

    def run_due(self) -> int:
        """Tell one part; whether there was one. Between two of them the worker does all else it has to do."""
        with self._database.reading() as db:
            if not tellings.waits(db):
                return 0
        taken: Telling | None = None
        try:
            with self._database.transaction() as tx:
                taken = tellings.take(tx)
                if taken:
                    tell_on(tx, self._caps, taken)
        except Exception as fault:
            if taken is None:
                raise
            log.error("telling-failed", act=taken.act, thing=taken.thing_id, exc_info=fault)
            with self._database.transaction(counted=False) as tx:
                tellings.put_off(tx, taken, tx.now + AGAIN)
        if taken is not None:
            time.sleep(BREATH)
        return int(taken is not None)
