"""R6: writes go on while the bus is away, and all of them arrive when it is back."""

import threading

import pytest

from faults.judging import judge
from faults.ledger import ACKED, Ledger
from faults.load import Load
from faults.report import Result
from faults.writes import writes

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]
BEFORE = 15.0  # seconds under load in which everything is well
DRAINED_WITHIN = 30.0
MAILED_WITHIN = 120.0
SLOWER = 1.5  # times the time that writes take otherwise
NOISE = 0.05  # seconds that a machine with other work may take from any request


def test_writes_go_on_without_the_bus_and_arrive_when_it_is_back(home_on, option, report, seed):
    home, bus = home_on
    ledger, kinds = Ledger(home.house.data_dir / "ledger.jsonl"), writes(home)
    with Load(kinds, ledger, option("--rate"), seed) as load:
        pause(BEFORE)
        with bus.away():
            pause(option("--outage"))
            waiting = sum(home.sinks.count(name, WAIT) for name in ("accounts", "community"))
            load.stop()
    drained = home.drained(DRAINED_WITHIN)
    home.settle(MAILED_WITHIN)
    verdict = judge(ledger, kinds, home.sinks)
    well, away = slowest(ledger, 0, BEFORE), slowest(ledger, BEFORE, BEFORE + option("--outage"))
    result = Result.of("R6", f"bus away {option('--outage'):.0f} s", seed, verdict, [], p95=f"{away * 1000:.0f} ms")
    result.backend = bus.name
    result.recovery.append(drained)
    result.more |= {"p95 before": f"{well * 1000:.0f} ms", "waited": waiting}
    report.add(result)
    assert verdict.wrong == [] and verdict.second_mails == 0 and home.sinks.given_up() == []
    assert (verdict.failed, verdict.indeterminate) == (0, 0), verdict.answers
    assert waiting >= option("--outage") * option("--rate") * 0.5, "the bus was not away"
    assert away <= well * SLOWER + NOISE, f"p95 {well:.3f} s with the bus, {away:.3f} s without"


WAIT = "SELECT count(*) FROM outbox WHERE published_at IS NULL"


def pause(seconds):
    """Let the load run."""
    threading.Event().wait(seconds)


def slowest(ledger, begin, end):
    """The time within which 95 % of what was due in this span had its answer."""
    took = sorted(
        entry.seconds for entry in ledger.entries.values() if begin <= entry.at < end and entry.outcome == ACKED
    )
    return took[int(len(took) * 0.95)]
