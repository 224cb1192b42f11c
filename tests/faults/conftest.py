"""The portals that are killed, the report, and where strace cannot work: skipped, and in CI an error."""

import os
import time

import pytest

from faults.home import Home
from faults.house import THREADS
from faults.points import Score
from faults.strace import missing
from portalkit import logs


def pytest_addoption(parser):
    group = parser.getgroup("faults")
    group.addoption("--all-points", action="store_true", help="kill at every crash point, not at a sample of twenty")
    group.addoption("--points-seed", type=int, default=20261122, help="which sample")


@pytest.fixture(scope="session", autouse=True)
def strace_works():
    why = missing()
    if why and os.environ.get("CI") == "true":
        pytest.fail(f"{why}; the crash points have to be tested here")
    if why:
        pytest.skip(why)


@pytest.fixture(scope="session")
def home(strace_works, tmp_path_factory):
    yield from _home(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def other_home(strace_works, tmp_path_factory):
    """For builds that lose things."""
    yield from _home(tmp_path_factory.mktemp("other-home"))


def _home(folder):
    logs.set_up("error")
    home = Home(folder)
    yield home
    home.close()


@pytest.fixture(scope="session")
def score(request):
    score = Score()
    request.config.stash[KEY] = score, time.monotonic()
    return score


KEY = pytest.StashKey[tuple[Score, float]]()


def pytest_terminal_summary(terminalreporter, config):
    if KEY not in config.stash:
        return
    score, began = config.stash[KEY]
    write = terminalreporter.write_line
    terminalreporter.section("crash points: fdatasync and sendto of each thread")
    write(f"{'':<20}" + "".join(f"{thread:>17}" for thread in THREADS))
    for operation, points in score.points.items():
        write(f"{operation:<20}" + "".join(f"{_said(points[thread]):>17}" for thread in THREADS))
    write(f"{'killed':<20}" + "".join(f"{score.kills[thread]:>17}" for thread in THREADS))
    total = sum(sum(calls.values()) for points in score.points.values() for calls in points.values())
    seed = config.getoption("--points-seed")
    write(f"{total} points, {score.kills.total()} kills, seed {seed}, {time.monotonic() - began:.0f} s.")
    write(f"without an answer, and sent again: {score.unanswered}, of which {score.undone} had left nothing")
    write(f"mailed a second time, accepted and not yet marked when the process died: {score.second_mails}")


def _said(calls):
    return " + ".join(str(number) for number in calls.values()) if any(calls.values()) else "-"
