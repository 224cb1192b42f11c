"""What the service does with what it hears."""

import os
import signal
from datetime import timedelta
from pathlib import Path

from faults.tally import NAME, PATTERNS, WELL
from faults.tally.tables import effects, metadata, things
from portalkit import runner, tables
from portalkit.backends import open_bus, open_database
from portalkit.database import Transaction
from portalkit.events import Event
from portalkit.settings import Settings
from portalkit.wake import folder_for
from portalkit.worker import Worker

runner.BACK_OFF = (0, 1, 1, 1)  # seconds, so that a fault that stays is known for one within a test


def note(tx: Transaction, event: Event) -> None:
    """Keep the thing if it is newer, and note the effect in any case; or fail, as the event says."""
    tx.keep(things, event.subject, event.version, text=event.data["text"])
    tx.execute(effects.insert().values(event=event.id, thing=event.subject))
    if event.data["do"] == "raise" and not Path(os.environ["DATA_DIR"], WELL).exists():
        raise ConnectionError("somebody else does not answer")
    if event.data["do"] == "die":
        os.kill(os.getpid(), signal.SIGKILL)


def create_worker(settings: Settings) -> Worker:
    """The worker; it makes its own tables."""
    database = open_database(settings, NAME)
    tables.metadata.create_all(database.engine)
    metadata.create_all(database.engine)
    return Worker(
        NAME,
        database,
        open_bus(settings, NAME, PATTERNS),
        dict.fromkeys(PATTERNS, note),
        Path(__file__).parent / "contracts",
        folder_for(settings.data_dir),
        lease=timedelta(seconds=settings.lease_seconds),
    )
