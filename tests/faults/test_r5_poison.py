"""R5: what cannot be carried out is set aside, and keeps nothing else from being done."""

import json
import random
import sqlite3
import threading
import time
from contextlib import closing
from datetime import datetime

import pytest

from faults.report import Result
from faults.tallies import Tallies, fact
from faults.tally import WELL
from portalkit import runner

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
EVENTS, A_SECOND = 2000, 100
SLOWER = 0.8
ATTEMPTS = runner.ATTEMPTS


@pytest.fixture
def start(tmp_path):
    started = []

    def start(name):
        started.append(Tallies(tmp_path / name))
        return started[-1]

    yield start
    for tallies in started:
        tallies.close()


def poison():
    """Type and body of everything that is no good event: (what is wrong, how often it is tried, type, body)."""

    def good():
        return fact("poison").to_json()

    told = "faults.thing.told.v1"
    yield "bad JSON", 0, told, good()[:-20]
    yield "not UTF-8", 0, told, good().replace(b"poison", b"\xff\xfe\xfd\xfc")
    yield "no envelope", 0, told, b'{"hello": 1}'
    yield "2 MB", 0, told, fact("poison", text="x" * 2_000_000).to_json()
    yield "a missing field", 1, told, good().replace(b'"do":"note"', b'"did":"note"')
    yield "an unknown word", 1, told, good().replace(b'"do":"note"', b'"do":"sing"')
    yield "an unknown type", 1, told, good().replace(b"faults.thing", b"faults.other")
    yield "an unknown major", 1, told, fact("poison", verb="told.v2").to_json()
    yield "raises", ATTEMPTS, told, fact("poison", do="raise").to_json()
    yield "kills", ATTEMPTS, told, fact("poison", do="die").to_json()


def test_poison_is_parked_and_everything_else_is_done_nearly_as_fast(start, report, seed):
    clean = start("clean")
    seconds_clean = feed(clean, [], seed)
    tallies, others = start("poisoned"), [one for _ in range(2) for one in poison() if one[0] != "kills"]
    bad = [*poison(), *others][: EVENTS // 100]
    seconds = feed(tallies, bad, seed)
    parked = tallies.rows("SELECT type, attempts, last_error FROM inbox WHERE state = 'parked'")
    killers = [row for row in parked if "the process died" in row[2]]
    more = {
        "parked": len(parked),
        "crashes": tallies.deaths,
        "clean": f"{EVENTS / seconds_clean:.0f}/s",
        "poisoned": f"{EVENTS / seconds:.0f}/s",
    }
    done = [event for event, times in tallies.effects().items() if times == 1]
    doubled = len(tallies.effects()) - len(done)
    report.add(Result("R5", "1 % poison", seed, EVENTS, EVENTS - len(done), doubled, tallies.deaths, more=more))
    assert (len(done), doubled) == (EVENTS, 0)
    assert len(parked) == EVENTS // 100
    assert sorted(attempts for _, attempts, _ in parked) == sorted(tries for _, tries, _, _ in bad)
    assert killers and tallies.deaths <= ATTEMPTS * len(killers)
    assert EVENTS / seconds >= EVENTS / seconds_clean * SLOWER


def test_parked_events_can_be_looked_at_tried_again_and_let_go_and_never_have_two_effects(start):
    tallies = start("parked")
    raised, wrong = fact("one", do="raise"), fact("other")
    body = wrong.to_json().replace(b'"do":"note"', b'"did":"note"')
    tallies.bus.publish([raised])
    put(tallies, [(wrong.type, body)])
    tallies.settle()
    listed = [json.loads(line) for line in tallies.command("dead-letters", "list")]
    assert {(item["id"], item["attempts"]) for item in listed} == {(raised.id, ATTEMPTS), (wrong.id, 1)}
    assert "does not answer" in tallies.command("dead-letters", "show", raised.id)[0]
    (tallies.data_dir / WELL).touch()
    for replayed in ("1", "0"):
        assert tallies.command("dead-letters", "replay", raised.id)[0].split()[0] == replayed
        tallies.settle()
        assert tallies.effects() == {raised.id: 1}
    assert tallies.command("dead-letters", "discard", wrong.id)[0].split()[0] == "1"
    tallies.bus.publish([raised])
    put(tallies, [(wrong.type, body)])
    tallies.settle()
    assert tallies.effects() == {raised.id: 1} and tallies.states() == {"done": 2}
    assert tallies.command("dead-letters", "list") in ([], [""])


def feed(tallies, bad, seed):
    """Put EVENTS good events and the bad ones on the bus, A_SECOND of them; seconds until all good ones are done."""
    bodies = [(event.type, event.to_json()) for event in (fact(f"thing {n}") for n in range(EVENTS))]
    chance = random.Random(f"poison {seed}")
    for _, _, type, body in bad:
        bodies.insert(chance.randrange(len(bodies)), (type, body))
    rest, began = threading.Event(), time.monotonic()
    for begin in range(0, len(bodies), 10):
        put(tallies, bodies[begin : begin + 10])
        tallies.look_after()
        rest.wait(max(0.0, began + begin / A_SECOND - time.monotonic()))
    tallies.settle(120)
    received, done = tallies.rows("SELECT min(received_at), max(done_at) FROM inbox WHERE state = 'done'")[0]
    return (datetime.fromisoformat(done) - datetime.fromisoformat(received)).total_seconds()


def put(tallies, bodies):
    """Put anything on the bus."""
    with closing(sqlite3.connect(tallies.data_dir / "bus.db", timeout=30)) as bus, bus:
        rows = [(type, "2026-01-05", body) for type, body in bodies]
        bus.executemany("INSERT INTO log (type, at, body) VALUES (?, ?, ?)", rows)
