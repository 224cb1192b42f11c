"""What fails, or is broken off, is tried again: how soon, with whom, and in which order."""

import pytest
from sqlalchemy import select

from portalkit.ids import new_id
from portalkit.runner import BATCH, GROUP
from portalkit.tables import inbox
from portalkit.testing.bus_suite import fact


class Killed(BaseException):
    """As SIGKILL: no handler of exceptions sees it."""


@pytest.fixture
def told(database, bus, runner_with):
    """A runner whose handler notes the subjects it was told, and raises what `told.faults` has for one."""

    class Told:
        def __init__(self):
            self.subjects, self.faults = [], {}
            self.runner = runner_with({"community.topic.asked.v1": self.hear})

        def hear(self, tx, event):
            self.subjects.append(event.subject)
            if fault := self.faults.get(event.subject):
                raise fault

        def receive(self, *subjects):
            bus.publish([fact(subject=subject) for subject in subjects])
            self.runner.receive()

        def attempts(self):
            with database.reading() as db:
                rows = db.rows(select(inbox.c.body, inbox.c.attempts, inbox.c.state).order_by(inbox.c.seq))
            return [(row.state, row.attempts) for row in rows]

        def state(self):
            with database.reading() as db:
                return db.state()

    return Told()


def test_all_that_do_not_fail_are_done_in_one_commit_beside_those_that_do(told):
    subjects = [str(number) for number in range(30)]
    told.faults = {subject: OSError() for subject in subjects[::3]}
    told.receive(*subjects)
    before = int(told.state())
    told.runner.run_due()
    assert told.attempts() == [("due" if subject in told.faults else "done", 1) for subject in subjects]
    assert int(told.state()) == before + 1


def test_what_an_event_wrote_before_it_failed_is_not_there_and_the_next_ones_is(database, kit, bus, runner_with):
    def handle(tx, event):
        tx.insert(kit.things, kit.Thing(new_id(), event.subject))
        if event.subject == "bad":
            tx.insert(kit.things, kit.Thing(new_id(), "x", "no such category"))

    runner = runner_with({"community.topic.asked.v1": handle})
    bus.publish([fact(subject=subject) for subject in ("a", "bad", "b")])
    runner.receive()
    runner.run_due()
    with database.reading() as db:
        assert [row.name for row in db.rows(select(kit.things.c.name).order_by(kit.things.c.id))] == ["a", "b"]


def test_what_was_broken_off_comes_before_what_arrived_later(told, clock):
    told.faults = {"first": Killed()}
    told.receive("first")
    with pytest.raises(Killed):
        told.runner.run_due()
    told.faults = {}
    told.receive("second")
    clock.on(seconds=61)
    told.runner.run_due()
    assert told.subjects == ["first", "first", "second"]


def test_what_kills_takes_a_batch_along_once_a_small_group_twice_and_then_nobody(told, clock):
    told.faults = {"bad": Killed()}
    told.receive("bad", *(str(number) for number in range(2 * GROUP)))
    for life in (1, 2, 3, 4, 5):
        with pytest.raises(Killed):
            while told.runner.run_due():
                pass
        clock.on(seconds=61)
        assert told.attempts()[0] == ("due", life)
    while told.runner.run_due():
        pass
    assert told.attempts() == [("parked", 5)] + [("done", 3)] * (GROUP - 1) + [("done", 2)] * (GROUP + 1)


def test_what_failed_before_is_not_tried_while_a_whole_batch_waits(told, clock):
    told.faults = {"bad": OSError()}
    for subjects, seconds, attempts in ((["bad"], 2, 1), ([str(number) for number in range(BATCH)], 0, 1), ([], 0, 2)):
        told.receive(*subjects)
        told.runner.run_due()
        assert told.attempts()[0] == ("due", attempts)
        clock.on(seconds=seconds)


def test_what_failed_comes_after_what_it_may_wait_for(told, clock):
    told.faults = {"first": OSError()}
    told.receive("first")
    told.runner.run_due()
    told.faults = {}
    told.receive("second")
    clock.on(seconds=2)
    told.subjects.clear()
    told.runner.run_due()
    assert told.subjects == ["second", "first"]
