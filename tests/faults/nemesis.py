"""Who kills: at moments and in an order of chance, from a seed, and notes how soon all was well again."""

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from faults.broker import Broker
from faults.cluster import Cluster
from faults.house import House
from portalkit.testing import eventually

EVERY = (3.0, 7.0)  # seconds from one blow to the next, or longer when it takes longer to recover
Act = Callable[[random.Random], None]


@dataclass(frozen=True)
class Blow:
    """One act: when it was, which, and how many seconds it took until all was well again."""

    at: float
    act: str
    recovery: float


@dataclass
class Nemesis:
    """Does one of `acts` every few seconds. It runs on the caller's thread: processes that it starts end with that.

    An act returns when what it did has been made good again, by whoever looks after that.
    """

    seed: int
    acts: Mapping[str, Act]
    every: tuple[float, float] = EVERY
    blows: list[Blow] = field(default_factory=list)

    def run(self, seconds: float) -> list[Blow]:
        """Strike for so many seconds; the blows."""
        chance, began, rest = random.Random(f"nemesis {self.seed}"), time.monotonic(), threading.Event()
        struck = began
        while True:
            due = struck + chance.uniform(*self.every)
            rest.wait(max(0.0, min(due, began + seconds) - time.monotonic()))
            if max(due, time.monotonic()) >= began + seconds:
                return self.blows
            name, struck = chance.choice(sorted(self.acts)), time.monotonic()
            self.acts[name](chance)
            self.blows.append(Blow(round(struck - began, 2), name, round(time.monotonic() - struck, 2)))


def deaths(house: House) -> dict[str, Act]:
    """SIGKILL, for whatever the portal consists of; what dies is started again at once, as its supervisor would."""

    def all_api_processes(chance: random.Random) -> None:
        house.kill_web()
        house.revive()
        eventually(house.is_ready, 40, 0.02)

    def one_api_process(chance: random.Random) -> None:
        house.kill_one(chance)
        house.whole()

    def worker(chance: random.Random) -> None:
        house.kill_worker()
        house.revive()

    return {"web": all_api_processes, "one of web": one_api_process, "worker": worker}


def deaths_of_servers(house: House, broker: Broker, cluster: Cluster) -> dict[str, Act]:
    """SIGKILL, for the servers beside it; they are started again at once, and the portal is not."""

    def of_broker(chance: random.Random) -> None:
        broker.kill()
        broker.start()

    def of_database(chance: random.Random) -> None:
        cluster.kill()
        eventually(house.is_ready, 40, 0.02)

    return {"broker": of_broker, "database": of_database}
