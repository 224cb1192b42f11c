"""R23: a list that is walked to its end shows everything that was there all along once, whatever comes and goes.

That a cursor is good for its own list and reader alone stands in services/portalkit/tests/test_web.py.
"""

import random
import threading
from datetime import UTC, datetime, timedelta

import pytest

from faults.alone import ADA, Forum
from faults.report import Result
from portalkit.testing import eventually

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]
ROWS, CHANGES = 1000, 100
ROWS_LONG, CHANGES_LONG = 5000, 500
AT_ONCE, FIRST_DAY = 100, datetime(2026, 1, 5, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def forum(tmp_path_factory):
    made = Forum(tmp_path_factory.mktemp("r23")).open()
    category = {"external_id": "pumps", "name": "Old pumps", "audiences": ["everyone"]}
    assert made.call("POST", "/v1/import/categories", ADA, {"items": [category]}).status == 200
    yield made
    made.stop()


def add(forum, name, first, count):
    """Topics from elsewhere, each a minute younger than the one before; their ids in that order."""
    ids = []
    for begin in range(first, first + count, AT_ONCE):
        items = [topic(f"{name} {number}", number) for number in range(begin, min(begin + AT_ONCE, first + count))]
        answer = forum.call("POST", "/v1/import/topics", ADA, {"items": items})
        assert answer.status == 200, answer.body
        ids += [item["id"] for item in answer.json["items"]]
    return ids


def topic(name, minute):
    return {
        "external_id": name,
        "title": name,
        "category": "pumps",
        "author_id": "ann",
        "asked_at": (FIRST_DAY + timedelta(minutes=minute)).isoformat(),
        "body": "What is it?",
        "replies": [],
    }


def walk(forum):
    """Every id on every page, in order, and the cursors between them."""
    seen, cursor = [], ""
    while cursor is not None:
        page = forum.call("GET", f"/v1/topics?cursor={cursor}" if cursor else "/v1/topics")
        assert page.status == 200, page.body
        seen += [item["id"] for item in page.json["items"]]
        cursor = page.json["next"]
        yield seen


def test_a_walk_meets_what_was_there_all_along_once_while_other_things_come_and_go(forum, request, report):
    long, seed = request.config.getoption("--all-points"), request.config.getoption("--sample")
    rows, changes = (ROWS_LONG, CHANGES_LONG) if long else (ROWS, CHANGES)
    ids, chance, ending, changed = add(forum, "old", 0, rows), random.Random(seed), threading.Event(), [0, 0]
    leaving = chance.sample(ids, changes)

    def disturb():
        for number, id in enumerate(leaving):
            if ending.is_set():
                return
            add(forum, "new", rows * 2 + number if number % 2 else chance.randrange(rows), 1)
            hide = {"hidden": True, "reason": "old"}
            gone = forum.call("PUT", f"/v1/topics/{id}/hidden", ADA, hide, If_Match="*")
            changed[0], changed[1] = changed[0] + 1, changed[1] + (gone.status == 200)

    disturber = threading.Thread(target=disturb)
    disturber.start()
    seen = []
    for seen in walk(forum):
        # The walk goes no faster than the disturbance, so that it is spread over all pages.
        share = min(len(seen) / rows, 0.95)
        eventually(lambda share=share: changed[0] >= share * changes or not disturber.is_alive(), 60)
    ending.set()
    disturber.join()
    stayed = set(ids) - set(leaving)
    doubled = len(seen) - len(set(seen))
    missed = len(stayed - set(seen))
    report.add(Result("R23", "a list is walked", seed, len(stayed), missed, doubled, more={"changes": sum(changed)}))
    assert (missed, doubled) == (0, 0)
    assert changed[1] >= changes * 0.9, "too little went away to disturb anything"


@pytest.mark.parametrize("how", ["one letter", "cut short", "made up", "of another list"])
def test_a_cursor_that_is_not_ours_is_refused(forum, how):
    add(forum, "refused", 0, AT_ONCE)
    good = forum.call("GET", "/v1/topics").json["next"]
    other = {"one letter": good[:-1] + ("A" if good[-1] != "A" else "B"), "cut short": good[:20], "made up": "bm8"}
    path = f"/v1/topics?cursor={other.get(how, good)}" + ("&state=open" if how == "of another list" else "")
    refused = forum.call("GET", path)
    assert (refused.status, refused.json["slug"]) == (400, "bad-cursor")
