"""Killing at one point, and judging what became of the operation."""

import random
from collections import Counter as Tally
from dataclasses import dataclass, field
from pathlib import Path

from faults.browser import Line
from faults.home import Home
from faults.house import INDEX, REQUEST, THREADS
from faults.operations import Operation
from faults.strace import CALLS, Counter, Trap
from portalkit.testing import eventually

ENDS_WITHIN = 40.0


class Violation(AssertionError):
    """Something was lost, happened twice, or was left half done."""


Points = dict[str, dict[str, int]]  # thread → call → how often


@dataclass
class Score:
    """What was done to the portal, for the report."""

    points: dict[str, Points] = field(default_factory=dict)  # by operation
    kills: Tally[str] = field(default_factory=Tally)  # by thread
    unanswered: int = 0  # operations that the client had to send again
    undone: int = 0  # of these, how many had left nothing
    second_mails: int = 0


def count(home: Home, kind: type[Operation], score: Score) -> Points:
    """Let an operation happen undisturbed: how many points each thread passes."""
    home.warm()
    pulses = home.pulses()
    operation = kind(home)
    line = home.people[kind.who].line()
    home.settle()
    threads = home.house.loops() | {REQUEST: line.request_threads()}
    counter = Counter(threads, Path(home.house.data_dir, "run", "points"))
    try:
        status = line.send(operation.form)
        home.settle()
    finally:
        points = counter.stop()
        line.close()
    _demand(status in kind.done, f"{kind.name}: the portal answered {status}")
    if strayed(line, threads[REQUEST]):
        judge(operation, True, {})
        return count(home, kind, score)
    _demand(
        points[REQUEST]["fdatasync"] > 0, "it was acknowledged with nothing on the disk"
    )  # no SIGKILL can show this
    judge(operation, True, {})
    if home.pulses() != pulses:
        return count(home, kind, score)  # what is sent every 20 s is none of its points
    score.points[kind.name] = {thread: points.get(thread, dict.fromkeys(CALLS, 0)) for thread in THREADS}
    return score.points[kind.name]


def kill(home: Home, kind: type[Operation], thread: str, call: str, k: int, score: Score) -> bool:
    """Kill as `thread` enters its k-th `call` in an operation, and judge; False when it did not get that far."""
    if thread in INDEX and not set(INDEX) <= set(home.house.loops()):
        home.warm()
    operation = kind(home)
    line = home.people[kind.who].line()
    home.settle()
    victims = line.request_threads() if thread == REQUEST else home.house.loops()[thread]
    with Trap(victims, call, k):
        home.look_anew()
        status = line.send(operation.form)
        dead = _ends_by_death(home, line, thread, status)
    missed = thread == REQUEST and not dead and strayed(line, victims)
    line.close()
    again = _mailed_but_due(operation) if dead and thread != REQUEST else {}
    home.house.revive()
    home.settle()
    judge(operation, status in kind.done, again)
    if status is None:
        score.unanswered += 1
        score.undone += not operation.happened()
        send_again(home, operation)
        judge(operation, True, again)
    else:
        _demand(status in kind.done, f"the portal answered {status}")
    score.kills[thread] += dead
    score.second_mails += sum(home.sinks.attempts(id) - 1 for id in operation.mails())
    return kill(home, kind, thread, call, k, score) if missed else dead


def strayed(line: Line, watched: list[int]) -> bool:
    """Whether a thread that nobody watched may have answered: the API process makes them, at most four, as it is asked.

    A probe that is there at the same moment is enough for that. Then nothing was shown, and the point is tried anew.
    """
    return not set(line.request_threads()) <= set(watched)


def sample(points: Points, size: int, seed: str) -> list[tuple[str, list[tuple[str, int]]]]:
    """Some threads by chance, that of the API process among them, each with its points in an order of chance."""
    chance = random.Random(seed)
    there = sorted(thread for thread, calls in points.items() if any(calls.values()) and thread != REQUEST)
    chosen = []
    for thread in (REQUEST, *chance.sample(there, size - 1)):
        its_points = [(call, k) for call, number in points[thread].items() for k in range(1, number + 1)]
        chance.shuffle(its_points)
        chosen.append((thread, its_points))
    return chosen


def send_again(home: Home, operation: Operation) -> None:
    """What a person does who got no answer: press the button once more."""
    line = home.people[operation.who].line()
    status = line.send(operation.form)
    line.close()
    _demand(status in operation.done, f"sent again, the portal answered {status}")
    home.settle()


def judge(operation: Operation, acknowledged: bool, again: dict[str, int]) -> None:
    """Raise Violation unless all of it is there once, or (when it was never acknowledged) none of it."""
    sinks, things, happened = operation.home.sinks, operation.things(), operation.happened()
    _demand(things <= 1, f"there are {things} of it")
    _demand(happened == 1 or not acknowledged, f"it was acknowledged, and {happened} are there")
    effects = operation.effects()
    wrong = {what: number for what, number in effects.items() if number != happened}
    if wrong:
        anew = {what: operation.effects()[what] for what in wrong}
        raise Violation(f"{happened} happened, but {wrong}; a moment later {anew}\n{sinks.trail()}")
    mails = operation.mails()
    if "message" in effects or "link" in effects:
        _demand(len(mails) == happened, f"{happened} happened, but there are {len(mails)} mails to be sent")
    for id, state in mails.items():
        attempts = sinks.attempts(id)
        most = 1 + again.get(id, 0)
        _demand(state == "sent" and 1 <= attempts <= most, f"{id} is {state}, and was sent {attempts} times")
    _demand(not sinks.given_up(), f"given up: {sinks.given_up()}")


def _mailed_but_due(operation: Operation) -> dict[str, int]:
    """The mails that the mailbox has and our mark does not say so: each may be sent once more."""
    due = [id for id, state in operation.mails().items() if state == "due"]
    return {id: 1 for id in due if operation.home.sinks.attempts(id)}


def _ends_by_death(home: Home, line: Line, thread: str, status: int | None) -> bool:
    """Wait for the end of the operation; whether it was that of the process. Who got no answer was left by one."""

    def end() -> str:
        if _dead(home, line, thread):
            return "death"
        return "rest" if status is not None and home.at_rest() else ""

    return bool(eventually(end, ENDS_WITHIN) == "death")


def _dead(home: Home, line: Line, thread: str) -> bool:
    if thread == REQUEST:
        return line.api_process not in home.house.api_processes()
    return home.house.worker_died()


def _demand(holds: bool, otherwise: str) -> None:
    if not holds:
        raise Violation(otherwise)
