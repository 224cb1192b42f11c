"""When the machine itself stood nearly still: a little arithmetic that costs many times what it costs otherwise.

Only CPU time counts, so that waiting for a core is none: a virtual machine whose host takes the core away for a moment
pays for the moment, whoever computes. What is measured in milliseconds is told with and without such moments.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

EVERY = 0.004  # seconds between two tries
STEPS = 2000  # of arithmetic, about a tenth of a millisecond
MANY = 4.0  # times what it costs otherwise; two threads of one core cost each other less than twice
Span = tuple[float, float]


class Pauses:
    """Looks for pauses in a process of its own until `end`, by the clock of `time.perf_counter`."""

    def __init__(self) -> None:
        environ = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[1])}
        command = [sys.executable, "-m", "bench.pauses"]
        self._looking = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environ)

    def end(self) -> list[Span]:
        """From when to when the machine stood still, in order."""
        told, _ = self._looking.communicate(timeout=30)
        return [(began, ended) for began, ended in json.loads(told)]


def untouched(sent: Mapping[str, float], seen: Mapping[str, float], pauses: list[Span]) -> list[str]:
    """Of what was sent and seen at these times, that which met no pause on its way."""
    return [id for id, at in sent.items() if not any(began < seen[id] and ended > at for began, ended in pauses)]


def spans(tries: list[tuple[float, float, float]]) -> list[Span]:
    """The pauses among tries (began, ended, CPU seconds), each from the last try before it that cost what it should."""
    usual = sorted(cost for _, _, cost in tries)[len(tries) // 2]
    found: list[Span] = []
    for before, (began, ended, cost) in zip([tries[0], *tries], tries, strict=False):
        if cost <= MANY * usual:
            continue
        since = min(before[1], began)
        if found and since <= found[-1][1]:
            since = found.pop()[0]
        found.append((since, ended))
    return found


def _try() -> tuple[float, float, float]:
    began, cost = time.perf_counter(), time.thread_time()
    total = 0
    for number in range(STEPS):
        total += number
    return began, time.perf_counter(), time.thread_time() - cost


def main() -> None:
    """Try until the standard input ends, then tell the pauses."""
    told = threading.Thread(target=sys.stdin.read, daemon=True)
    told.start()
    tries = [_try()]
    while told.is_alive():
        time.sleep(EVERY)
        tries.append(_try())
    print(json.dumps(spans(tries)))


if __name__ == "__main__":
    main()
