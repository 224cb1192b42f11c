"""R0: these tests can fail. Builds with one promise broken each are caught, each by the test of that promise."""

from contextlib import contextmanager
from pathlib import Path

import pytest

from faults import doors, wire
from faults.home import NotSettled
from faults.house import INDEX, REQUEST, WEB, WORKER
from faults.operations import Ask
from faults.points import Score, Violation, count, kill
from faults.strace import CALLS, Trap
from faults.tallies import Tallies, fact
from faults.test_r3_doubles import deliver_often, doubles
from portalkit.testing import eventually

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
BROKEN = Path(__file__).parent / "broken"
AT_CRASH_POINTS = {  # what is broken, and the thread in which it shows
    "relay_marks_first": "community",
    "relay_knows_only_its_own": REQUEST,
    "inbox_acknowledges_first": "notify",
    "runner_is_done_first": "notify",
    "mail_marks_first": "notify-mail",
    "index_marks_first": INDEX[0],
    "facts_follow_the_commit": REQUEST,
    "facts_precede_the_commit": REQUEST,
    "answers_follow_the_commit": REQUEST,
}
IN_BOTH = {"relay_knows_only_its_own"}
AT_THE_DOORS = {
    "limits_count_in_memory": doors.limits_hold_together,
    "sessions_are_remembered": doors.an_ended_session_is_over,
}
AT_THE_WIRE = {
    "broker_is_not_asked": wire.what_a_hung_broker_took_arrives,
    "messages_are_transient": wire.a_restart_of_the_broker_keeps_messages,
    "messages_are_not_mandatory": wire.what_nobody_receives_waits,
}


@pytest.mark.parametrize("build", AT_CRASH_POINTS)
def test_a_broken_build_is_caught_at_a_crash_point(build, other_home):
    thread = AT_CRASH_POINTS[build]
    with broken(other_home, build, web=thread == REQUEST, worker=thread != REQUEST or build in IN_BOTH):
        count(other_home, Ask, Score())  # while nobody dies it does all that it should
        caught = _caught(other_home, thread)
    assert caught, f"{thread} died at each of its points, and nothing was found to be wrong"
    count(other_home, Ask, Score())  # and it was the build: with the true one all is well again


@pytest.mark.parametrize("build", AT_THE_DOORS)
def test_a_broken_build_is_caught_at_the_doors(build, other_home, monkeypatch):
    monkeypatch.setitem(other_home.house.environ, "WRITES_A_MINUTE", str(doors.MOST))
    with broken(other_home, build, web=True), pytest.raises(Violation):
        AT_THE_DOORS[build](other_home)
    AT_THE_DOORS[build](other_home)


@pytest.mark.servers
@pytest.mark.parametrize("build", AT_THE_WIRE)
def test_a_broken_build_is_caught_at_the_wire(build, home_on_broker):
    with broken(home_on_broker, build, worker=True), pytest.raises(Violation):
        AT_THE_WIRE[build](home_on_broker)
    AT_THE_WIRE[build](home_on_broker)


def test_a_build_that_acknowledges_what_is_on_no_disk_is_caught_by_counting(other_home):
    with (
        broken(other_home, "commits_wait_for_no_disk", web=True),
        pytest.raises(Violation, match="nothing on the disk"),
    ):
        count(other_home, Ask, Score())
    count(other_home, Ask, Score())


@contextmanager
def broken(home, build, web=False, worker=False):
    """The portal with its API processes, its worker, or both from a broken build; then with the true ones again."""
    entries = [(start, entry) for start, entry, wanted in _groups(home, web, worker) if wanted]
    for start, entry in entries:
        start([str(BROKEN / f"{build}.py"), *entry])
    home.house.whole()
    eventually(home.house.is_ready, 40, 0.05)
    try:
        yield
    finally:
        for start, _ in entries:
            start()
        home.house.whole()
        eventually(home.house.is_ready, 40, 0.05)


def _groups(home, web, worker):
    return (home.house.start_web, WEB, web), (home.house.start_worker, WORKER, worker)


def test_an_inbox_that_keeps_every_copy_is_caught_by_delivering_three_times(tmp_path):
    tallies = Tallies(tmp_path, 2, [str(BROKEN / "inbox_keeps_every_copy.py")])
    try:
        assert doubles(tallies, deliver_often(tallies, 0, 100)), "each was delivered four times, and done once"
    finally:
        tallies.close()


@pytest.mark.parametrize(("build", "caught"), [("runner_is_done_last", True), (None, False)])
def test_an_effect_in_a_transaction_of_its_own_is_caught_at_a_crash_point(build, caught, tmp_path):
    tallies = Tallies(tmp_path, 1, [str(BROKEN / f"{build}.py")] if build else [])
    try:
        found, k = {}, 1
        while not found and (event := dies_at(tallies, k)):
            found, k = doubles(tallies, [event]), k + 1
        assert bool(found) == caught and k > 2
    finally:
        tallies.close()


def dies_at(tallies, k):
    """Kill the one process at its k-th commit after an event was published; the event, unless it did not die."""
    deaths, event = tallies.deaths, fact("thing")
    with Trap(tallies.threads(), "fdatasync", k):
        tallies.bus.publish([event])
        tallies.settle()
    return event if tallies.deaths > deaths else None


def _caught(home, thread):
    for call in CALLS:
        try:
            k = 1
            while kill(home, Ask, thread, call, k, Score()):
                k += 1
        except (Violation, NotSettled) as fault:
            print(f"killed in {thread} at {call} {k}: {fault}")
            return True
    return False
