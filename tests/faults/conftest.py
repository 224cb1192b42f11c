"""The portals that are killed, the report, and where strace cannot work: skipped, and in CI an error."""

import os
import random
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from faults.broker import Broker
from faults.broker import missing as broker_missing
from faults.cluster import Cluster
from faults.cluster import missing as cluster_missing
from faults.home import Home
from faults.house import THREADS
from faults.outages import EmbeddedBus
from faults.points import Score
from faults.report import Report
from faults.strace import missing
from portalkit import logs


def pytest_addoption(parser):
    group = parser.getgroup("faults")
    group.addoption("--all-points", action="store_true", help="kill at every crash point, not at a sample of twenty")
    group.addoption("--builds", type=int, help="how many of the broken builds to try, not all of them")
    group.addoption("--mutants", type=int, help="how many of the portals that leak to try, not all of them")
    group.addoption("--sample", default="20261122", help="which sample of the points, builds and mutants: any word")
    group.addoption("--rate", type=float, default=30.0, help="operations a second under load")
    group.addoption("--seconds", type=float, default=60.0, help="how long a run under load lasts")
    group.addoption("--seeds", type=int, default=1, help="how many such runs, each from another seed")
    group.addoption("--outage", type=float, default=20.0, help="seconds that the bus is away")
    group.addoption("--table", type=Path, help="write the results there, as a table")


def pytest_generate_tests(metafunc):
    if "seed" in metafunc.fixturenames:
        metafunc.parametrize("seed", range(1, metafunc.config.getoption("--seeds") + 1))


def pytest_collection_modifyitems(config, items):
    for option, file in (("--builds", "test_broken_builds.py"), ("--mutants", "test_mutants.py")):
        number, those = config.getoption(option), [item for item in items if item.path.name == file]
        if number is not None and those:
            here = [item for item in those if item.get_closest_marker("servers") is None]
            chosen = random.Random(config.getoption("--sample")).sample(here, number)
            left = [item for item in those if item not in chosen]
            config.hook.pytest_deselected(items=left)
            items[:] = [item for item in items if item not in left]


@pytest.fixture(scope="session", autouse=True)
def strace_works():
    _demand(missing())


def _demand(why):
    if why and os.environ.get("CI") == "true":
        pytest.fail(f"{why}; this has to be tested here")
    if why:
        pytest.skip(why)


@pytest.fixture(scope="session")
def home(strace_works, tmp_path_factory):
    yield from _home(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="session")
def other_home(strace_works, tmp_path_factory):
    """For builds that lose things."""
    yield from _home(tmp_path_factory.mktemp("other-home"))


def _home(folder, broker=None):
    logs.set_up("error")
    home = Home(folder, broker)
    yield home
    home.close()


@pytest.fixture
def fresh_home(tmp_path):
    """A portal of the test's own, in which nothing has happened yet."""
    yield from _home(tmp_path / "home")


@pytest.fixture(params=["embedded", pytest.param("broker", marks=pytest.mark.servers)])
def home_on(request, tmp_path):
    """The same on each bus, with that bus."""
    if request.param == "embedded":
        for home in _home(tmp_path / "home"):
            yield home, EmbeddedBus(home.house.data_dir)
    else:
        broker = request.getfixturevalue("broker")
        for home in _home(tmp_path / "home", broker):
            yield home, broker


@pytest.fixture
def broker(tmp_path):
    """A RabbitMQ of the test's own; without the package the test is left out, and in CI that is an error."""
    with started(tmp_path / "broker") as broker:
        yield broker


@contextmanager
def started(folder):
    _demand(broker_missing())
    broker = Broker(folder)
    try:
        yield broker.start()
    finally:
        broker.close()


@pytest.fixture
def cluster():
    """A PostgreSQL of the test's own; without the package the test is left out, and in CI that is an error."""
    _demand(cluster_missing())
    cluster = Cluster()
    try:
        yield cluster.start()
    finally:
        cluster.close()


@pytest.fixture(scope="session")
def home_on_broker(tmp_path_factory):
    """For builds that lose things on RabbitMQ."""
    folder = tmp_path_factory.mktemp("on-broker")
    with started(folder / "broker") as broker:
        yield from _home(folder / "home", broker)


@pytest.fixture
def option(request):
    """What was chosen on the command line."""
    return request.config.getoption


@pytest.fixture(scope="session")
def report(request):
    """Where each run says what it came to."""
    request.config.stash[RESULTS] = results = Report()
    return results


@pytest.fixture(scope="session")
def score(request):
    score = Score()
    request.config.stash[KEY] = score, time.monotonic()
    return score


KEY, RESULTS = pytest.StashKey[tuple[Score, float]](), pytest.StashKey[Report]()


def pytest_terminal_summary(terminalreporter, config):
    if RESULTS in config.stash:
        terminalreporter.section("what was lost and what was doubled")
        for result in config.stash[RESULTS].results:
            terminalreporter.write_line(result.line())
        if path := config.getoption("--table"):
            config.stash[RESULTS].write(path)
    if KEY in config.stash:
        _tell_of_points(terminalreporter, *config.stash[KEY], config.getoption("--sample"))


def _tell_of_points(terminalreporter, score, began, seed):
    write = terminalreporter.write_line
    terminalreporter.section("crash points: fdatasync and sendto of each thread")
    write(f"{'':<20}" + "".join(f"{thread:>17}" for thread in THREADS))
    for operation, points in score.points.items():
        write(f"{operation:<20}" + "".join(f"{_said(points[thread]):>17}" for thread in THREADS))
    write(f"{'killed':<20}" + "".join(f"{score.kills[thread]:>17}" for thread in THREADS))
    total = sum(sum(calls.values()) for points in score.points.values() for calls in points.values())
    write(f"{total} points, {score.kills.total()} kills, seed {seed}, {time.monotonic() - began:.0f} s.")
    write(f"without an answer, and sent again: {score.unanswered}, of which {score.undone} had left nothing")
    write(f"mailed a second time, accepted and not yet marked when the process died: {score.second_mails}")


def _said(calls):
    return " + ".join(str(number) for number in calls.values()) if any(calls.values()) else "-"
