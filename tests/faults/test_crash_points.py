"""Nothing is lost and nothing happens twice, wherever a process dies."""

import pytest

from faults.operations import OPERATIONS
from faults.points import Violation, count, kill, sample

pytestmark = [pytest.mark.faults, pytest.mark.timeout(3600)]
SAMPLED = 4  # threads of each operation, one point of each, when not all are asked for


@pytest.mark.parametrize("kind", OPERATIONS, ids=lambda kind: kind.name)
def test_an_operation_happens_once_or_not_at_all_wherever_a_process_dies(kind, home, score, request):
    points = count(home, kind, score)
    assert [thread for thread in kind.passes if not any(points[thread].values())] == [], "threads without a point"
    if request.config.getoption("--all-points"):
        for thread, call in [(thread, call) for thread, calls in points.items() for call in calls if calls[call]]:
            points[thread][call] = _until_the_end(home, kind, thread, call, score)
        return
    for thread, its_points in sample(points, SAMPLED, f"{request.config.getoption('--sample')} {kind.name}"):
        assert any(_kill(home, kind, thread, call, k, score) for call, k in its_points), f"{thread} reached none"


def test_after_all_that_every_message_was_mailed_and_the_index_holds_everything_once(home):
    count, sinks = home.sinks.count, home.sinks
    assert sinks.damaged() == []
    assert sinks.given_up() == []
    ids = [id for at in ("accounts", "notify") for (id,) in sinks.rows(at, "SELECT id FROM deliveries")]
    mailed = [id for (id,) in sinks.rows("mailbox", "SELECT DISTINCT message_id FROM mails")]
    assert sorted(mailed) == sorted(f"<{id}@portal.example>" for id in ids)
    messages = count("notify", "SELECT count(*) FROM messages")
    assert count("notify", "SELECT count(*) FROM deliveries") == messages
    topics = count("community", "SELECT count(*) FROM topics")
    articles = count("knowledge", "SELECT count(*) FROM articles WHERE state = 'published'")
    assert sinks.indexed() == topics + articles


def _until_the_end(home, kind, thread, call, score):
    k = 1
    while _kill(home, kind, thread, call, k, score):
        k += 1
    return k - 1


def _kill(home, kind, thread, call, k, score):
    try:
        return kill(home, kind, thread, call, k, score)
    except Violation as fault:
        pytest.fail(f"{kind.name}, {thread} killed at {call} {k}: {fault}")
