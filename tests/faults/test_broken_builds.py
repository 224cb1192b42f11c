"""These tests can fail: builds with one promise broken each are caught."""

from pathlib import Path

import pytest

from faults.house import INDEX, REQUEST, WEB, WORKER
from faults.operations import Ask
from faults.points import Score, Violation, count, kill
from faults.strace import CALLS

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
BROKEN = Path(__file__).parent / "broken"
BUILDS = {  # what is broken, and the thread in which it shows
    "relay_marks_first": "community",
    "inbox_acknowledges_first": "notify",
    "runner_is_done_first": "notify",
    "mail_marks_first": "notify-mail",
    "index_marks_first": INDEX[0],
    "facts_follow_the_commit": REQUEST,
    "answers_follow_the_commit": REQUEST,
}


@pytest.mark.parametrize("build", BUILDS)
def test_a_broken_build_is_caught(build, other_home):
    thread = BUILDS[build]
    start, entry = (other_home.house.start_web, WEB) if thread == REQUEST else (other_home.house.start_worker, WORKER)
    start([str(BROKEN / f"{build}.py"), *entry])
    other_home.house.whole()
    try:
        caught = _caught(other_home, thread)
    finally:
        start()
        other_home.house.whole()
    assert caught, f"{thread} died at each of its points, and nothing was found to be wrong"
    count(other_home, Ask, Score())  # and it was the build: with the true one all is well again


def _caught(home, thread):
    for call in CALLS:
        try:
            k = 1
            while kill(home, Ask, thread, call, k, Score()):
                k += 1
        except Violation as fault:
            print(f"killed in {thread} at {call} {k}: {fault}")
            return True
    return False
