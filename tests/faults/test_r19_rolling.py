"""R19: processes that are asked to end, one after the other under load, as a new release asks them: nobody notices."""

import random
import signal

import pytest

from faults.judging import judge
from faults.ledger import ACKED, Ledger
from faults.load import Load
from faults.nemesis import Nemesis
from faults.report import Result
from faults.writes import writes

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
EXIT_SECONDS = 10.0
ENOUGH = 2000
DRAINED_WITHIN, MAILED_WITHIN = 30.0, 120.0


def endings(house):
    """SIGTERM, for each of the processes that answer and for the one that works."""

    def one_api_process(chance: random.Random) -> None:
        house.kill_one(chance, signal.SIGTERM)
        house.whole()

    def worker(chance: random.Random) -> None:
        house.kill_worker(signal.SIGTERM)
        house.revive()

    return {"one of web": one_api_process, "worker": worker}


def test_no_request_fails_while_processes_are_asked_to_end_in_turn(fresh_home, seed, request, report):
    home, rate = fresh_home, request.config.getoption("--rate")
    ledger, kinds = Ledger(home.house.data_dir / "ledger.jsonl"), writes(home)
    with Load(kinds, ledger, rate, seed):
        blows = Nemesis(seed, endings(home.house)).run(ENOUGH / rate + 10)
    drained = home.drained(DRAINED_WITHIN)
    home.settle(MAILED_WITHIN)
    verdict = judge(ledger, kinds, home.sinks)
    more = {"drained after": f"{drained} s", "asked to end": len(blows)}
    report.add(Result.of("R19", "SIGTERM in turn", seed, verdict, [], **more))
    failed = {entry.token: (entry.kind, entry.status) for entry in ledger.entries.values() if entry.outcome != ACKED}
    assert failed == {} and verdict.wrong == [] and verdict.second_mails == 0
    assert verdict.acked >= ENOUGH
    assert {blow.act for blow in blows} == {"one of web", "worker"}
    assert [blow for blow in blows if blow.act == "worker" and blow.recovery > EXIT_SECONDS] == []
