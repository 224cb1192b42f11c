"""Processes of the tally service, the bus that they listen to, and what they have noted."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from support.served import ROOT

from faults import proc
from faults.house import KEPT, die_with_us
from faults.tally import NAME
from portalkit.bus_sqlite import SqliteBus
from portalkit.events import Event
from portalkit.ids import new_id
from portalkit.testing import eventually
from portalkit.wake import Ringer, folder_for

MAIN = str(Path(__file__).parent / "tally" / "__main__.py")


def fact(thing: str, version: int = 1, text: str | None = "", do: str = "note", verb: str = "told.v1") -> Event:
    """A fact about a thing. Its text says which version it is of unless it is given; None deletes the thing."""
    data, now = {"text": f"{thing} {version}" if text == "" else text, "do": do}, datetime.now(UTC)
    return Event(new_id(), f"faults.thing.{verb}", "/faults", thing, version, now, data)


class Tallies:
    """`count` processes of one service at `data_dir`, all of them consumers of its events."""

    def __init__(self, data_dir: Path, count: int = 1, command: Sequence[str] = ()) -> None:
        data_dir.mkdir(parents=True, exist_ok=True)
        self.data_dir, self._command = data_dir, (*command, MAIN, "worker")
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        here = {
            "PYTHONPATH": str(ROOT / "tests"),
            "DATA_DIR": str(data_dir),
            "LEASE_SECONDS": "1",
            "LOG_LEVEL": "error",
        }
        self._environ = kept | here
        self.bus = SqliteBus(data_dir / "bus.db", "faults", ring=lambda: Ringer(folder_for(data_dir)).ring())
        self._processes = [self._start()]
        eventually(self._listens, 40)
        self._processes += [self._start() for _ in range(count - 1)]
        eventually(self._all_work, 40)
        self._db = sqlite3.connect(data_dir / f"{NAME}.db", isolation_level=None, timeout=10)
        self.deaths = 0

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, *self._command]
        return subprocess.Popen(command, env=self._environ, start_new_session=True, preexec_fn=die_with_us)

    def _listens(self) -> bool:
        with closing(sqlite3.connect(self.data_dir / f"{NAME}.db")) as db:
            there = db.execute("SELECT count(*) FROM sqlite_master WHERE name IN ('inbox', 'effects')").fetchone()
        return there == (2,)

    def _all_work(self) -> bool:
        return all(NAME in proc.threads(process.pid) for process in self._processes)

    def threads(self) -> list[int]:
        """The threads that carry events out."""
        return [tid for process in self._processes for tid in proc.threads(process.pid).get(NAME, [])]

    def look_after(self) -> int:
        """Start again what has died, as a supervisor would; how many that were."""
        dead = [index for index, process in enumerate(self._processes) if process.poll() is not None]
        for index in dead:
            self._processes[index] = self._start()
        self.deaths += len(dead)
        return len(dead)

    def kill(self, chance: random.Random) -> None:
        """SIGKILL one of them."""
        os.kill(chance.choice(self._processes).pid, signal.SIGKILL)

    def command(self, *words: str) -> list[str]:
        """What a command of the service prints, by lines."""
        done = [sys.executable, MAIN, *words]
        return subprocess.run(done, env=self._environ, check=False, capture_output=True, text=True).stdout.splitlines()

    def rows(self, statement: str, *params: Any) -> list[tuple[Any, ...]]:
        """What a statement gives."""
        return self._db.execute(statement, params).fetchall()

    def effects(self) -> Counter[str]:
        """How often something was done, by event."""
        return Counter(event for (event,) in self.rows("SELECT event FROM effects"))

    def copies(self) -> dict[str, tuple[int, str | None]]:
        """Version and text of each thing, as it is kept."""
        return {id: (version, text) for id, version, text in self.rows("SELECT id, version, text FROM things")}

    def states(self) -> Counter[str]:
        """How many events are due, done or parked."""
        return Counter(state for (state,) in self.rows("SELECT state FROM inbox"))

    def handed_over(self) -> bool:
        """Whether everything on the bus is in the inbox, and nothing is due; whoever has died is started again."""
        self.look_after()
        with closing(sqlite3.connect(self.data_dir / "bus.db")) as bus:
            behind = bus.execute("SELECT ifnull(max(seq), 0) > (SELECT ifnull(max(seq), 0) FROM cursors) FROM log")
            return behind.fetchone() == (0,) and not self.states()["due"]

    def settle(self, seconds: float = 60.0) -> None:
        """Wait until all of it is carried out or parked."""
        eventually(self.handed_over, seconds, 0.05)

    def close(self) -> None:
        """End everything."""
        self._db.close()
        self.bus.close()
        for process in self._processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)
