"""R3: an event that is delivered many times has its effect once."""

import random
import sqlite3
from contextlib import closing

import pytest

from faults.judging import judge
from faults.ledger import Ledger
from faults.load import Load
from faults.report import Result
from faults.tallies import Tallies, fact
from faults.writes import writes
from portalkit.testing import eventually

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]
EVENTS, TIMES, CONSUMERS = 1000, 3, 2
ASKED = 300  # operations of the portal


@pytest.fixture
def tallies(tmp_path):
    tallies = Tallies(tmp_path / "tally", CONSUMERS)
    yield tallies
    tallies.close()


def deliver_often(tallies, seed, number=EVENTS):
    """Each event TIMES times in an order of chance, to all consumers at once; then all of it again. The events."""
    events = [fact(f"thing {n}") for n in range(number)]
    copies = events * TIMES
    random.Random(f"copies {seed}").shuffle(copies)
    for batch in (copies, events):
        for begin in range(0, len(batch), 50):
            tallies.bus.publish(batch[begin : begin + 50])
        tallies.settle()
    return events


def doubles(tallies, events):
    """Events whose effect is not there exactly once."""
    effects = tallies.effects()
    return {event.id: effects[event.id] for event in events if effects[event.id] != 1}


def test_a_thousand_events_delivered_three_times_to_two_consumers_and_all_again_have_one_effect_each(
    tallies, report, seed
):
    events = deliver_often(tallies, seed)
    wrong = doubles(tallies, events)
    lost = sum(1 for times in wrong.values() if times == 0)
    copies = EVENTS * (TIMES + 1)
    report.add(Result("R3", "copies to 2 consumers", seed, EVENTS, lost, len(wrong) - lost, more={"copies": copies}))
    assert wrong == {} and tallies.states() == {"done": EVENTS}
    assert tallies.deaths == 0


def test_facts_of_the_portal_delivered_three_times_to_two_workers_are_told_and_mailed_once(fresh_home, option, report):
    home = fresh_home
    for service in ("notify", "community"):
        home.house.start_more(f"second-{service}", ["-m", service, "worker"])
    ledger, kinds = Ledger(home.house.data_dir / "ledger.jsonl"), writes(home)
    with Load(kinds, ledger, option("--rate")):
        eventually(lambda: len(ledger.entries) >= ASKED, 120)
    again = repeat_all(home, TIMES - 1)
    home.republish()
    home.settle(120)
    verdict = judge(ledger, kinds, home.sinks)
    report.add(Result.of("R3", "the portal's facts thrice to 2 workers", 0, verdict, [], **{"delivered again": again}))
    assert verdict.wrong == [] and verdict.second_mails == 0 and home.sinks.given_up() == []
    assert verdict.acked >= ASKED * 0.9


def repeat_all(home, times):
    """Everything on the bus once more, `times` times, in an order of chance; how many facts that was."""
    with closing(sqlite3.connect(home.house.data_dir / "bus.db", timeout=30)) as bus, bus:
        rows = bus.execute("SELECT type, at, body, person, personal FROM log").fetchall() * times
        random.Random(times).shuffle(rows)
        bus.executemany("INSERT INTO log (type, at, body, person, personal) VALUES (?, ?, ?, ?, ?)", rows)
    return len(rows)
