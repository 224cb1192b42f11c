"""Every service's worker in one process: threads of one SQLite file would only wait for each other in more."""

import signal
import threading
import time
from importlib import import_module

from portalkit import garbage

garbage.pause()
from portalkit import logs  # noqa: E402
from portalkit.worker import PATIENCE  # noqa: E402

SERVICES = ("accounts", "knowledge", "community", "notify")


def main() -> None:
    """Work until SIGTERM."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    logs.set_up(import_module("gateway.settings").read().log_level, "worker")
    workers = [import_module(f"{name}.worker").create_worker() for name in SERVICES]
    garbage.settle()
    for worker in workers:
        worker.start()
    stop.wait()
    for worker in workers:
        worker.ask_to_stop()
    until = time.monotonic() + PATIENCE  # for all together: they end beside each other
    for worker in workers:
        worker.stop(until - time.monotonic())


if __name__ == "__main__":
    main()
