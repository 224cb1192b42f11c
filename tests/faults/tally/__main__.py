"""`python -m faults.tally worker | dead-letters …`: DATA_DIR says where, BUS_URL which bus."""

import signal
import sys
import threading
from argparse import Namespace

from faults.tally import NAME
from faults.tally.worker import create_worker
from portalkit import cli
from portalkit.settings import Settings, load


def no_app(settings: Settings) -> None:
    """It answers no requests."""


def work(settings: Settings, _: Namespace) -> int:
    """Work until SIGTERM. It makes its tables itself, so it waits for no migration as a service's worker does."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    worker = create_worker(settings)
    worker.start()
    stop.wait()
    worker.stop()
    return 0


if __name__ == "__main__":
    sys.exit(cli.main(NAME, lambda: load(Settings, NAME), no_app, create_worker, {"worker": work}))
