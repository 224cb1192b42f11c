"""A service's worker: relay, runner and schedules on one thread, and what waits for others on threads apart."""

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from portalkit.bus import Bus
from portalkit.database import Database, Transaction
from portalkit.limits import prune_limits
from portalkit.loop import Loop, Step
from portalkit.relay import sweep
from portalkit.runner import Contracts, Handler, Runner
from portalkit.schedules import Schedules, Task, prune
from portalkit.wake import leave

PULSE_EVERY = timedelta(seconds=20)
# Seconds for what is begun, on a machine that has much to do: a mail that was taken by the other side and is not marked
# goes out again. Who waits less before it kills (supervisor.py after 4 s, as Ctrl-C ends within 5) decides for itself.
PATIENCE = 8.0


@dataclass(frozen=True, slots=True)
class Pulse:
    """A sign of life as a thing with a version, so that it can be published as any other."""

    id: str
    version: int


class Worker:
    """Everything a service does without being asked over HTTP.

    `steps` are done in turn on the service's thread (the indexer, say); `apart` each on a thread of its own,
    since they wait for somebody else (mail).
    """

    def __init__(
        self,
        service: str,
        database: Database,
        bus: Bus,
        handlers: Mapping[str, Handler],
        contracts: Path,
        bells: Path,
        *,
        schedules: Mapping[str, tuple[timedelta, Task]] | None = None,
        steps: Sequence[Step] = (),
        apart: Mapping[str, Step] | None = None,
        lease: timedelta = timedelta(seconds=60),
    ) -> None:
        runner = Runner(database, bus, handlers, Contracts(contracts / "consumes"), lease)
        tasks: dict[str, tuple[timedelta, Task]] = {
            "pulse": (PULSE_EVERY, partial(pulse, service)),
            "prune": (timedelta(hours=1), prune),
            "prune-limits": (timedelta(hours=1), prune_limits),
            **(schedules or {}),
        }
        self.steps: tuple[Step, ...] = (
            in_turn(database, "relay", partial(sweep, database, bus)),
            runner.receive,
            runner.run_due,
            Schedules(database, tasks).run_due,
            *steps,
        )
        self.apart = dict(apart or {})
        self._service, self._database, self._bus, self._bells = service, database, bus, bells
        self._loops: list[Loop] = []

    def start(self) -> None:
        """Begin to work, on threads."""
        name = self._service
        bell = self._database.bell(self._bells, f"{name}-worker")
        steps: tuple[Step, ...] = (*self.steps, partial(beat, self._bells / f"beat-{name}"))
        self._loops = [Loop(name, steps, bell)]
        for word, step in self.apart.items():
            self._loops.append(Loop(f"{name}-{word}", (step,), self._database.bell(self._bells, f"{name}-{word}")))
        for loop in self._loops:
            loop.start()

    def run_once(self) -> int:
        """Do everything there is to do just now, on this thread; how much that was."""
        return sum(int(step()) for step in (*self.steps, *self.apart.values()))

    def ask_to_stop(self) -> None:
        """Begin nothing new; returns at once."""
        for loop in self._loops:
            loop.stop()

    def stop(self, seconds: float = PATIENCE) -> None:
        """Finish what is begun, at most for `seconds` in all, and let everything go."""
        self.ask_to_stop()
        until = time.monotonic() + seconds
        for loop in self._loops:
            loop.join(max(until - time.monotonic(), 0))
        (self._bells / f"beat-{self._service}").unlink(missing_ok=True)  # another worker's loop touches it again
        leave(self._bells)
        self._bus.close()
        self._database.close()


def in_turn(database: Database, name: str, step: Step) -> Step:
    """`step`, done by one of a service's workers at a time: what is not taken row by row."""

    def run() -> int | bool:
        with database.turn(name) as mine:
            return step() if mine else 0

    return run


def beat(sign: Path) -> int:
    """Touch `sign`: whoever looks from outside sees that the loop turns as long as it is a few seconds old."""
    sign.touch()
    return 0


def pulse(service: str, tx: Transaction) -> None:
    """Tell that everything this service published before has left: it travels behind it."""
    tx.publish(f"{service}.pulse.sent.v1", Pulse(service, math.floor(tx.now.timestamp())), {})
