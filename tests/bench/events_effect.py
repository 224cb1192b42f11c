"""From a commit in one service to the effect's commit in another, at an even rate, over a real broker.

Each service's worker is a process of its own, as it is where there is a broker.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.events_scene import Thing, database, things, write
from bench.pauses import Pauses, untouched
from portalkit import garbage, logs
from portalkit.bus_rabbitmq import RabbitBus
from portalkit.database import Transaction
from portalkit.events import Event
from portalkit.testing import eventually
from portalkit.testing.rabbitmq import Broker
from portalkit.wake import Ringer
from portalkit.worker import Worker

RATE, SECONDS = 100.0, 15
PATTERN = "things.thing.*.v1"


def latencies(broker: Broker) -> tuple[list[float], list[float]]:
    """Milliseconds of each write until its effect can be read; the same of those that met no pause of the machine."""
    broker.define({"others": [PATTERN]}, unconsumed=["*.pulse.sent.v1"])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ringer = Ringer(folder / "bells")
        db = database(folder, "things", lambda: ringer.ring("things-*"))
        database(folder, "others").close()
        workers = [_start(folder, service, broker.url()) for service in ("things", "others")]
        try:
            eventually(lambda: len(list((folder / "bells").glob("*-worker.*"))) == 2, 30)
            watch = Watch(folder / "others.db")
            for _ in range(20):  # connections, caches
                write(db)
            eventually(lambda: len(watch.seen) == 20, 30)
            watch.seen.clear()
            garbage.settle()  # as whatever serves requests does, before the first
            looking = Pauses()
            sent = _write_evenly(db)
            eventually(lambda: len(watch.seen) == len(sent), 30)
            calm = untouched(sent, watch.seen, looking.end())
        finally:
            for worker in workers:
                worker.terminate()
            for worker in workers:
                worker.wait(10)
        db.close()
        took = {id: (watch.seen[id] - at) * 1000 for id, at in sent.items()}
        return list(took.values()), [took[id] for id in calm]


def _start(folder: Path, service: str, url: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-m", "bench.events_effect", str(folder), service, url], env=_environ())


def _environ() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[1])}


def _write_evenly(db) -> dict[str, float]:  # type: ignore[no-untyped-def]
    sent, began = {}, time.perf_counter()
    for number in range(int(RATE * SECONDS)):
        time.sleep(max(began + number / RATE - time.perf_counter(), 0))
        with db.transaction() as tx:
            thing = Thing(f"n{number}")
            tx.insert(things, thing)
            tx.publish("things.thing.made.v1", thing, {"name": thing.name})
        sent[thing.id] = time.perf_counter()
    return sent


class Watch(threading.Thread):
    """Sees each effect as a reader does: every millisecond, what is committed."""

    def __init__(self, path: Path) -> None:
        super().__init__(daemon=True)
        self._db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, check_same_thread=False)
        self.seen: dict[str, float] = {}
        self.start()

    def run(self) -> None:
        """Look until the process ends."""
        last = 0
        while True:
            for rowid, id in self._db.execute("SELECT rowid, id FROM things WHERE rowid > ?", (last,)):
                last, self.seen[id] = rowid, time.perf_counter()
            time.sleep(0.001)


def _remember(tx: Transaction, event: Event) -> None:
    tx.put(things, id=event.subject, name="a copy", version=event.version)


def work(folder: Path, service: str, url: str) -> None:
    """Be the worker of a service until told to end."""
    logs.set_up("error", service)
    listens = {PATTERN: _remember} if service == "others" else {}
    ringer = Ringer(folder / "bells")
    bus = RabbitBus(url, service, list(listens), lambda: ringer.ring(f"{service}-worker"))
    worker = Worker(service, database(folder, service), bus, listens, folder, folder / "bells")
    garbage.settle()  # as every service's worker does
    worker.start()
    threading.Event().wait()


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
