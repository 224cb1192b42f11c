"""R7, R8, R9: a broker that loses its data, has no queues yet, or has no room."""

import threading
import time

import pytest

from faults.home import Home
from faults.judging import judge
from faults.ledger import Ledger
from faults.load import Load
from faults.report import Result
from faults.writes import writes
from portalkit.testing import eventually

pytestmark = [pytest.mark.faults, pytest.mark.servers, pytest.mark.timeout(900)]
BEFORE, AFTER = 10.0, 10.0  # seconds under load before and after
DRAINED_WITHIN, MAILED_WITHIN = 30.0, 120.0
# What came without a fact that it builds on failed, perhaps three times, and is then tried after a minute.
TRIED_AGAIN_WITHIN = 90.0
PENDING = "SELECT count(*) FROM outbox WHERE published_at IS NULL"
REFUSED = "SELECT count(*) FROM outbox WHERE published_at IS NULL AND attempts > 0"
ASKED = 200


@pytest.fixture
def home(broker, tmp_path):
    home = Home(tmp_path / "home", broker)
    yield home
    home.close()


@pytest.fixture
def run(home):
    ledger = Ledger(home.house.data_dir / "ledger.jsonl")
    return ledger, writes(home)


def pause(seconds):
    """Let the load run."""
    threading.Event().wait(seconds)


def test_what_a_broker_lost_with_its_data_is_told_again(home, run, option, report):
    ledger, kinds = run
    with Load(kinds, ledger, option("--rate")):
        pause(BEFORE)
        home.house.kill_worker()  # so that there is something on the broker to be lost
        home.house.start_worker(["-m", "community", "worker"])
        pause(BEFORE)
        home.broker.kill()
        home.broker.forget_everything()
        home.broker.start()
        back = time.monotonic()
        home.house.start_worker()
        eventually(lambda: not home.broker.behind(), 40)
        declared = round(time.monotonic() - back, 1)
        pause(AFTER)
    eventually(lambda: not any("outbox" in waits for waits in home.sinks.on_the_way()), DRAINED_WITHIN)
    home.republish()
    drained = home.drained(TRIED_AGAIN_WITHIN)
    home.settle(MAILED_WITHIN)
    verdict = judge(ledger, kinds, home.sinks)
    more = {"drained after": f"{drained} s"}
    result = Result.of("R7", "broker's data deleted, then republish", 0, verdict, [], **more)
    result.backend, result.recovery = home.broker.name, [declared]
    report.add(result)
    assert verdict.wrong == [] and home.sinks.given_up() == []
    assert (verdict.failed, verdict.indeterminate) == (0, 0), verdict.answers


def test_what_nobody_could_receive_yet_waits_until_somebody_can(home, run, report):
    ledger, kinds = run
    home.house.kill_worker()
    home.broker.kill()
    home.broker.forget_everything()
    home.broker.define_no_receivers()
    home.broker.start()
    home.house.start_worker(["-m", "community", "worker"])  # it listens to accounts alone, and publishes
    with Load(kinds[:1], ledger, 50.0):
        eventually(lambda: len(ledger.entries) >= ASKED, 60)
    eventually(lambda: home.sinks.count("community", REFUSED) >= ASKED, 60)
    assert home.sinks.count("community", PENDING) == home.sinks.count("community", REFUSED)
    home.house.start_worker()
    home.house.whole()
    waited = home.drained(90)
    home.settle(MAILED_WITHIN)
    verdict = judge(ledger, kinds[:1], home.sinks)
    result = Result.of("R8", "a broker without queues, producers first", 0, verdict, [])
    result.backend, result.recovery = home.broker.name, [waited]
    report.add(result)
    assert verdict.wrong == [] and verdict.acked >= ASKED
    assert home.sinks.count("community", REFUSED) == 0


def test_a_broker_without_room_stops_no_write_and_no_thread(home, run, option, report):
    ledger, kinds = run
    with Load(kinds, ledger, option("--rate")):
        pause(BEFORE)
        home.broker.ctl("set_disk_free_limit", "9000GB")
        eventually(lambda: "the broker takes nothing" in home.house.log("worker").read_text(), 30)
        pause(option("--outage"))
    home.broker.ctl("set_disk_free_limit", "50MB")
    drained = home.drained(DRAINED_WITHIN)
    home.settle(MAILED_WITHIN)
    verdict = judge(ledger, kinds, home.sinks)
    result = Result.of("R9", f"disk alarm {option('--outage'):.0f} s", 0, verdict, [])
    result.backend, result.recovery = home.broker.name, [drained]
    report.add(result)
    assert verdict.wrong == [] and home.sinks.given_up() == []
    assert (verdict.failed, verdict.indeterminate) == (0, 0), verdict.answers
