"""The many who follow a thing are told a part at a time, each of them once, and nobody else waits for it."""

import threading
import time

import pytest
from sqlalchemy import func, select

from notify.actions import telling_on
from notify.model.telling import FIRST, PART
from notify.store.tables import follows, messages, tellings, users
from portalkit.tables import deliveries

MANY = 10_000
WITHIN, WAITS = 10.0, 1.0  # seconds; the README has what a quiet machine takes
FEW = FIRST + PART + 10


@pytest.fixture
def many(pumps):
    def follow(count, thing="pumps", kind="category"):
        ids = [f"f{number:05}" for number in range(count)]
        person = {"version": 1, "kind": "customer", "state": "active", "audiences": ["everyone", "members"]}
        follow = {"version": 1, "kind": kind, "thing_id": thing, "following": True}
        with pumps.database.transaction() as tx:
            there = {row.id for row in tx.rows(select(users.c.id))}
            new = [id for id in ids if id not in there]
            tx.execute_many(users.insert(), [person | {"id": id, "email": f"{id}@example.org"} for id in new])
            tx.execute_many(follows.insert(), [follow | {"id": f"{id}-{thing}", "user_id": id} for id in ids])
        return set(ids)

    pumps.worker.apart = {}  # no mails, which would only take long

    return follow


def told(house):
    return sorted(person for person, act, _ in house.told() if act == "topic-asked")


def test_ten_thousand_followers_are_told_once_within_seconds_and_writers_get_in_between(pumps, many):
    followers = many(MANY)
    pumps.topic("t1")
    waited, rounds, over = [(0, 0.0)], [0], threading.Event()

    def write():
        while not over.wait(0.002):
            began, before = time.monotonic(), rounds[0]
            with pumps.database.transaction(counted=False) as tx:
                tx.execute(messages.update().where(messages.c.id == "none").values(read_at=tx.now))
            waited.append((rounds[0] - before, time.monotonic() - began))

    writer, began = threading.Thread(target=write, daemon=True), time.monotonic()
    writer.start()
    while pumps.worker.run_once():
        rounds[0] += 1
        assert time.monotonic() - began < WITHIN
    over.set()
    writer.join()
    assert told(pumps) == sorted(followers | {"eve"})
    with pumps.database.reading() as db:
        assert db.value(select(func.count(deliveries.c.id.distinct()))) == MANY + 1
        assert db.rows(tellings.select()) == []
    assert rounds[0] > 20
    # A disk that takes seconds for a commit holds up everybody; what counts is whether others go first again and again.
    late = [(passed, seconds) for passed, seconds in waited if seconds > WAITS and passed > 2]
    assert not late, f"(rounds, seconds) that a writer waited: {late}"


def test_other_facts_are_heeded_while_the_many_are_told(pumps, many):
    many(FEW)
    pumps.category("valves")
    pumps.follow("ben", "category", "valves")
    pumps.topic("t1")
    pumps.worker.run_once()
    assert FIRST < len(told(pumps)) < FEW
    pumps.topic("t2", category_id="valves")
    pumps.worker.steps[1]()  # receives
    pumps.worker.steps[2]()  # heeds
    assert ("ben", "topic-asked", "t2") in pumps.told() and len(told(pumps)) < FEW
    pumps.work()
    assert len(told(pumps)) == FEW + 2


def test_who_follows_the_category_and_a_tag_is_told_once_and_who_is_named_of_that(pumps, many):
    followers = many(FEW)
    many(FEW, "oil", "tag")
    pumps.topic("t1", tags=["oil"], mentions=["f00100"])
    pumps.work()
    assert told(pumps) == sorted((followers | {"eve"}) - {"f00100"})
    assert len([1 for person, act, _ in pumps.told() if act == "mentioned"]) == 1


def test_nobody_is_told_any_more_once_it_is_hidden(pumps, many):
    many(FEW)
    pumps.topic("t1")
    pumps.worker.run_once()
    before = len(told(pumps))
    pumps.topic("t1", "hidden", shown=False)
    pumps.work()
    assert before <= len(told(pumps)) < FEW
    with pumps.database.reading() as db:
        assert db.rows(tellings.select()) == []


def test_the_fact_that_comes_again_on_the_way_tells_nobody_twice(pumps, many):
    followers = many(FEW)
    pumps.topic("t1")
    pumps.worker.run_once()
    pumps.topic("t1", version=1)
    pumps.work()
    assert told(pumps) == sorted(followers | {"eve"})


def test_a_part_that_fails_is_tried_again_later_and_others_go_on(pumps, many, monkeypatch):
    many(FEW)
    pumps.topic("t1")
    pumps.topic("t2")
    real = telling_on.tell_on

    def fails_for_one(tx, caps, telling):
        if telling.thing_id == "t1":
            raise ValueError("not today")
        real(tx, caps, telling)

    monkeypatch.setattr(telling_on, "tell_on", fails_for_one)
    pumps.work()
    counts = {thing: sum(1 for told in pumps.told() if told[2] == thing) for thing in ("t1", "t2")}
    assert counts == {"t1": FIRST, "t2": FEW + 1}
    monkeypatch.undo()
    pumps.later(61)
    assert len(pumps.told()) == 2 * (FEW + 1)
