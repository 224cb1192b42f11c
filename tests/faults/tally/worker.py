"""Works until SIGTERM: `python worker.py`. DATA_DIR says where, BUS_URL which bus."""

import os
import signal
import threading
from datetime import timedelta
from pathlib import Path

from faults.tally import NAME, PATTERNS
from faults.tally.tables import effects, metadata, things
from portalkit import logs, runner, tables
from portalkit.backends import open_bus, open_database
from portalkit.database import Transaction
from portalkit.events import Event
from portalkit.settings import Settings, load
from portalkit.wake import folder_for
from portalkit.worker import Worker

runner.BACK_OFF = (0, 1, 1, 1)  # seconds, so that a fault that stays is known for one within a test


def note(tx: Transaction, event: Event) -> None:
    """Keep the thing if it is newer, and note the effect in any case; or fail, as the event says."""
    tx.keep(things, event.subject, event.version, text=event.data["text"])
    tx.execute(effects.insert().values(event=event.id, thing=event.subject))
    if event.data["do"] == "raise":
        raise ConnectionError("somebody else does not answer")
    if event.data["do"] == "die":
        os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Start, and stay."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    logs.set_up("error", NAME)
    settings = load(Settings, NAME)
    database = open_database(settings, NAME)
    tables.metadata.create_all(database.engine)
    metadata.create_all(database.engine)
    worker = Worker(
        NAME,
        database,
        open_bus(settings, NAME, PATTERNS),
        dict.fromkeys(PATTERNS, note),
        Path(__file__).parent / "contracts",
        folder_for(settings.data_dir),
        lease=timedelta(seconds=settings.lease_seconds),
    )
    worker.start()
    stop.wait()
    worker.stop()


if __name__ == "__main__":
    main()
