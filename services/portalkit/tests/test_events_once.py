"""Outbox to bus to inbox to effect: nothing lost, nothing twice, whatever fails on the way."""

import json

import pytest
from sqlalchemy import func, select

from portalkit import parked
from portalkit.bus import NotTaken
from portalkit.bus_sqlite import SqliteBus
from portalkit.errors import Poison
from portalkit.relay import refused, sweep
from portalkit.runner import FRESH
from portalkit.tables import inbox, outbox
from portalkit.testing.bus_suite import fact


def effect(kit, **faults):
    """A handler that adds a thing, unless `faults` has an exception for the event's subject."""

    def handle(tx, event):
        if fault := faults.get(event.subject):
            raise fault
        tx.insert(kit.things, kit.Thing(event.id, event.subject))

    return {"community.topic.asked.v1": handle}


def done(database, kit):
    with database.reading() as db:
        return sorted(row.name for row in db.rows(select(kit.things.c.name)))


def states(database):
    with database.reading() as db:
        return {row.id: (row.state, row.attempts) for row in db.rows(select(inbox))}


def test_what_is_committed_reaches_the_bus_once_and_is_then_marked(database, bus, kit, clock):
    with database.transaction() as tx:
        tx.publish("community.topic.asked.v1", kit.Thing("t1", "x"), {"title": "Drift"})
    assert sweep(database, bus) == 1
    assert sweep(database, bus) == 0
    (received,) = bus.receive()
    assert json.loads(received.body)["data"] == {"title": "Drift"}


def test_while_the_bus_is_away_events_stay_as_they_are_and_leave_as_soon_as_it_is_back(database, tmp_path, kit, clock):
    class Away:
        def publish(self, events):
            raise OSError("no route to the broker")

    with database.transaction() as tx:
        tx.publish("community.topic.asked.v1", kit.Thing("t1", "x"), {})
    for _ in range(10):
        with pytest.raises(OSError, match="no route"):
            sweep(database, Away())
    back = SqliteBus(tmp_path / "bus.db", "things", ["community.*.*.v1"])
    assert sweep(database, back) == 1 and len(back.receive()) == 1


class Picky:
    """A bus that takes all but some types, and hands the others on to a real one."""

    def __init__(self, bus, refuses):
        self.bus, self.refuses = bus, refuses

    def publish(self, events):
        self.bus.publish([event for event in events if event.type not in self.refuses])
        if refused := {event.id: "nobody would receive it" for event in events if event.type in self.refuses}:
            raise NotTaken(refused)


def publish(database, kit, *types):
    with database.transaction() as tx:
        for number, type in enumerate(types):
            tx.publish(type, kit.Thing(f"t{number}", "x"), {})


def count_refused(database):
    with database.reading() as db:
        return refused(db)


def test_what_the_bus_refuses_stays_while_the_rest_of_its_batch_is_published(database, bus, kit, clock):
    publish(database, kit, "community.topic.asked.v1", "community.topic.new.v1", "community.topic.asked.v1")
    assert sweep(database, Picky(bus, {"community.topic.new.v1"})) == 2
    assert [json.loads(item.body)["subject"] for item in bus.receive()] == ["t0", "t2"]
    with database.reading() as db:
        (row,) = db.rows(select(outbox).where(outbox.c.published_at.is_(None)))
    assert (row.subject, row.last_error) == ("t1", "nobody would receive it")


def test_what_the_bus_refuses_is_tried_again_after_waits_of_its_own_that_grow(database, bus, kit, clock):
    publish(database, kit, "community.topic.new.v1")
    waits, picky = [], Picky(bus, {"community.topic.new.v1"})
    for _ in range(10):
        sweep(database, picky)
        with database.reading() as db:
            (row,) = db.rows(select(outbox))
        waits.append((row.next_at - clock.now).total_seconds())
        publish(database, kit, "community.topic.asked.v1")
        assert sweep(database, picky) == 1  # others do not wait with it
        with database.transaction() as tx:
            tx.execute(outbox.delete().where(outbox.c.published_at.is_not(None)))
        clock.now = row.next_at
    assert waits[:4] == [0.2, 0.4, 0.8, 1.6] and max(waits) == 30


def test_how_many_are_refused_goes_up_and_back_to_none(database, bus, kit, clock):
    publish(database, kit, "community.topic.new.v1", "community.topic.asked.v1")
    assert count_refused(database) == 0
    sweep(database, Picky(bus, {"community.topic.new.v1"}))
    assert count_refused(database) == 1
    clock.on(seconds=1)
    sweep(database, bus)
    assert count_refused(database) == 0


def test_an_event_that_arrives_three_times_has_one_effect(database, bus, runner_with, kit):
    runner, event = runner_with(effect(kit)), fact()
    bus.publish([event, event])
    runner.receive()
    runner.run_due()
    bus.publish([event])
    runner.receive()
    runner.run_due()
    assert done(database, kit) == ["t1"]


def test_one_that_fails_does_not_keep_the_others_of_its_batch(database, bus, runner_with, kit):
    runner = runner_with(effect(kit, bad=RuntimeError("the disk is slow")))
    bus.publish([fact(subject="a"), fact(subject="bad"), fact(subject="b")])
    runner.receive()
    runner.run_due()
    assert done(database, kit) == ["a", "b"]
    assert sorted(states(database).values()) == [("done", 1), ("done", 1), ("due", 1)]


def test_a_passing_fault_is_tried_five_times_with_growing_waits_then_parked(database, bus, runner_with, kit, clock):
    runner = runner_with(effect(kit, bad=RuntimeError("not yet")))
    bus.publish([fact(subject="bad")])
    runner.receive()
    for seconds in (0, 1, 10, 60, 300):
        clock.on(seconds=seconds)
        assert runner.run_due() == 1
    assert list(states(database).values()) == [("parked", 5)]
    clock.on(days=1)
    assert runner.run_due() == 0


def test_a_hopeless_fault_is_parked_at_once_with_its_reason(database, bus, runner_with, kit):
    runner = runner_with(effect(kit, bad=Poison("no such thing as this")))
    bus.publish([fact(subject="bad")])
    runner.receive()
    runner.run_due()
    with database.reading() as db:
        (letter,) = parked.parked(db)
    assert letter["attempts"] == 1 and "no such thing as this" in letter["reason"]


def test_what_kills_the_process_is_parked_after_five_lives(database, bus, runner_with, kit, clock):
    class Killed(BaseException):
        """As SIGKILL: no handler of exceptions sees it."""

    runner = runner_with(effect(kit, bad=Killed()))
    bus.publish([fact(subject="bad"), fact(subject="good")])
    runner.receive()
    for _ in range(5):
        with pytest.raises(Killed):
            while runner.run_due():
                pass
        clock.on(seconds=61)
    runner.run_due()
    assert done(database, kit) == ["good"]
    assert sorted(state for state, _ in states(database).values()) == ["done", "parked"]


def test_two_runners_do_not_carry_out_the_same_event(database, bus, runner_with, kit):
    first, second = runner_with(effect(kit)), runner_with(effect(kit))
    bus.publish([fact(subject="a")])
    first.receive()
    taken = first._take(FRESH, 10)
    assert second.run_due() == 0  # it is leased
    assert first._run_together(taken)
    assert not second._run_together(taken) or done(database, kit) == ["a"]
    assert done(database, kit) == ["a"]


@pytest.mark.parametrize(
    "body", [b"{", b"\xff\xfe", b"[]", b'{"specversion": "1.0"}', b'{"specversion":"1.0","id":1}', b"x" * 2_000_000]
)
def test_what_is_no_event_is_parked_and_the_next_one_goes_on(database, bus, runner_with, kit, body):
    bus._db.execute("INSERT INTO log (type, at, body) VALUES ('community.topic.asked.v1', '2026', ?)", (body,))
    runner = runner_with(effect(kit))
    bus.publish([fact(subject="good")])
    runner.receive()
    runner.run_due()
    assert done(database, kit) == ["good"]
    with database.reading() as db:
        assert len(parked.parked(db)) == 1


def test_an_event_that_breaks_the_contract_is_parked_before_any_effect(database, bus, runner_with, kit, contracts):
    schema = {"type": "object", "properties": {"data": {"type": "object", "required": ["title"]}}}
    (contracts / "community.topic.v1.json").write_text(json.dumps(schema))
    runner = runner_with(effect(kit))
    bus.publish([fact(data={}), fact(data={"title": "Drift", "new": "field"})])
    runner.receive()
    runner.run_due()
    assert done(database, kit) == ["t1"]
    with database.reading() as db:
        assert "title" in parked.parked(db)[0]["reason"]


def test_a_parked_event_replayed_twice_has_one_effect(database, bus, runner_with, kit, clock):
    broken = runner_with(effect(kit, t1=Poison("a bug of ours")))
    bus.publish([fact()])
    broken.receive()
    broken.run_due()
    mended = runner_with(effect(kit))
    for _ in range(2):
        with database.transaction() as tx:
            parked.replay(tx)
        mended.run_due()
    assert done(database, kit) == ["t1"]


def test_a_discarded_event_stays_known_so_that_a_repeat_changes_nothing(database, bus, runner_with, kit):
    runner, event = runner_with(effect(kit, t1=Poison("never"))), fact()
    bus.publish([event])
    runner.receive()
    runner.run_due()
    with database.transaction() as tx:
        assert parked.discard(tx, id=event.id) == 1
    bus.publish([event])
    runner.receive()
    assert runner.run_due() == 0
    with database.reading() as db:
        assert db.value(select(func.count()).select_from(inbox)) == 1


def test_personal_parts_are_kept_apart_from_the_body(database, bus, runner_with, kit):
    seen = []
    runner = runner_with({"community.topic.asked.v1": lambda tx, event: seen.append(event.personal)})
    bus.publish([fact(person="u1", personal={"name": "Ingrid Solheim"})])
    runner.receive()
    with database.reading() as db:
        (row,) = db.rows(select(inbox))
    assert "Ingrid" not in row.body and row.person == "u1"
    runner.run_due()
    assert seen == [{"name": "Ingrid Solheim"}]
