"""R1: no acknowledged write is lost when any process dies, and none happens twice."""

import pytest

from faults.judging import judge
from faults.ledger import Ledger
from faults.load import Load
from faults.nemesis import Nemesis, deaths
from faults.report import Result
from faults.writes import writes

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]
MAILERS = 2  # of accounts and notify: each of them sends one mail at a time
DRAINED_WITHIN, MAILED_WITHIN = 30.0, 120.0


def test_no_acknowledged_write_is_lost_and_none_is_doubled_when_processes_die_under_load(
    fresh_home, seed, request, report
):
    home, option = fresh_home, request.config.getoption
    ledger, kinds = Ledger(home.house.data_dir / "ledger.jsonl"), writes(home)
    nemesis = Nemesis(seed, deaths(home.house))
    with Load(kinds, ledger, option("--rate"), seed) as load:
        blows = nemesis.run(option("--seconds"))
    home.house.revive()
    drained = home.drained(DRAINED_WITHIN)
    home.settle(MAILED_WITHIN)
    verdict = judge(ledger, kinds, home.sinks)
    report.add(Result.of("R1", "SIGKILL of process groups", seed, verdict, blows, **{"drained after": f"{drained} s"}))
    assert verdict.wrong == []
    assert home.sinks.given_up() == [] and home.sinks.damaged() == []
    assert verdict.acked >= option("--rate") * option("--seconds") * 0.5, "too little was answered to say anything"
    broken_off = MAILERS * sum(blow.act == "worker" for blow in blows)
    assert verdict.second_mails <= broken_off, "a mail was sent again although nobody had died in sending it"
    sent_again = load.send_again()
    home.settle(MAILED_WITHIN)
    after = judge(ledger, kinds, home.sinks)
    assert after.wrong == [] and after.acked == verdict.acked + sent_again, "sent again it is there once"
