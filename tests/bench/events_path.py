"""`make bench-events`: how fast events travel, beside pika alone, in one interleaved run; prints a table."""

import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from bench.events_effect import RATE, latencies  # noqa: E402
from bench.events_scene import Ways  # noqa: E402
from bench.load import machine  # noqa: E402
from portalkit import garbage  # noqa: E402
from portalkit.testing.rabbitmq import Broker, broker  # noqa: E402
from portalkit.testing.rabbitmq_own import own_broker  # noqa: E402

ROUNDS, MOST_STEAL = 9, 0.05
GOALS = (  # ours, beside what, how many times as fast
    ("relay", "one_by_one", 5.0),
    ("relay", "in_batches", 0.5),
    ("writes", "writes_that_publish", 4.0),
    ("writes", "writes_that_connect", 4.0),
)
EMBEDDED_GOAL, EFFECT_GOAL_MS = 8000, 25
NAMES = {
    "one_by_one": "pika, confirm one by one",
    "in_batches": "pika, batches of 200",
    "relay": "relay: outbox → broker → marked",
    "writes": "write with an event",
    "writes_that_publish": "write that publishes inside, connection kept",
    "writes_that_connect": "write that publishes inside, connection of its own",
    "embedded": "embedded bus: append → inbox row",
}


@contextmanager
def a_broker() -> Iterator[Broker]:
    """The broker in the environment, else one in a container."""
    if os.environ.get("TEST_RABBITMQ_URL"):
        with broker() as made:
            yield made
    else:
        with own_broker() as own:
            own.start()
            own.make()
            yield own


class Figures:
    """What each way gave in each round: events a second, and CPU of this process an event."""

    def __init__(self) -> None:
        self.speed: dict[str, list[float]] = {name: [] for name in NAMES}
        self.cpu: dict[str, list[float]] = {name: [] for name in NAMES}
        self.steal: list[float] = []
        self.idle: list[float] = []

    def round(self, ways: Ways, keep: bool) -> None:
        """Let every way run once, in turn."""
        before = machine()
        speeds, cpu = {}, {}
        for name in NAMES:
            cpu_before, began = time.process_time(), time.perf_counter()
            speeds[name] = getattr(ways, name)()
            cpu[name] = (time.process_time() - cpu_before) / (time.perf_counter() - began)
            ways.empty()
        spent, stolen, idle = (after - earlier for after, earlier in zip(machine(), before, strict=True))
        if not keep or stolen / spent > MOST_STEAL:
            return
        self.steal.append(stolen / spent)
        self.idle.append(idle / spent)
        for name, speed in speeds.items():
            self.speed[name].append(speed)
            self.cpu[name].append(cpu[name])

    def ratio(self, ours: str, beside: str) -> float:
        """The median over the rounds of how many times as fast ours is."""
        pairs = zip(self.speed[ours], self.speed[beside], strict=True)
        return statistics.median(mine / theirs for mine, theirs in pairs)

    def table(self) -> str:
        """All of it, as the README quotes it."""
        lines = ["| way | a second (median) | share of one core in this process |", "|---|---|---|"]
        lines += [
            f"| {NAMES[name]} | {statistics.median(speed):,.0f} | {statistics.median(self.cpu[name]):.0%} |"
            for name, speed in self.speed.items()
        ]
        lines += ["", "| ours | beside | ratio | goal |", "|---|---|---|---|"]
        for ours, beside, goal in GOALS:
            lines.append(f"| {NAMES[ours]} | {NAMES[beside]} | {self.ratio(ours, beside):.2f} | ≥ {goal} |")
        embedded = statistics.median(self.speed["embedded"])
        lines += ["", f"{NAMES['embedded']}: {embedded:,.0f} a second (goal: ≥ {EMBEDDED_GOAL:,}). {self._machine()}"]
        return "\n".join(lines)

    def _machine(self) -> str:
        steal, idle = statistics.median(self.steal), statistics.median(self.idle)
        return (
            f"{len(self.steal)} of {ROUNDS} interleaved rounds kept (steal ≤ {MOST_STEAL:.0%}); steal {steal:.1%}, "
            f"idle {idle:.0%}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores."
        )


def main() -> int:
    """Measure and print; the exit code."""
    with a_broker() as at:
        ways, figures = Ways(at), Figures()
        garbage.settle()  # as whatever serves requests does, before the first
        began = time.monotonic()
        for number in range(ROUNDS + 1):  # the first warms up
            figures.round(ways, keep=number > 0)
        print(figures.table(), flush=True)
        bare = ways.travels(RATE)
        ways.close()
        at.remove()
        at.make()
        ours, calm = latencies(at)
        print(
            f"Write → effect in another service: {_spread(calm)} over {len(calm)} writes at {RATE:.0f} a second that "
            f"met no pause of the machine (goal: p99 ≤ {EFFECT_GOAL_MS} ms), {_spread(ours)} over all {len(ours)}; "
            f"pika alone, sent → received: {_spread(bare)} over {len(bare)}. All in {time.monotonic() - began:.0f} s."
        )
    return 0


def _spread(values: list[float]) -> str:
    values = sorted(values)
    return f"p50 {values[len(values) // 2]:.1f} ms, p99 {values[int(len(values) * 0.99)]:.1f} ms"


if __name__ == "__main__":
    sys.exit(main())
