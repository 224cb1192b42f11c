"""R1: no acknowledged write is lost when any process dies, and none happens twice."""

from collections import Counter

import pytest

from faults.home import Home
from faults.judging import judge
from faults.ledger import Ledger
from faults.load import Load
from faults.nemesis import Nemesis, deaths, deaths_of_servers
from faults.report import Result
from faults.writes import writes

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]
MAILERS = 2  # of accounts and notify: each of them sends one mail at a time
DRAINED_WITHIN, MAILED_WITHIN = 30.0, 120.0


@pytest.fixture
def home_on_servers(broker, cluster, tmp_path):
    home = Home(tmp_path / "home", broker, cluster)
    yield home
    home.close()


@pytest.mark.parametrize("on", ["embedded", pytest.param("servers", marks=pytest.mark.servers)])
def test_no_acknowledged_write_is_lost_and_none_is_doubled_when_processes_die_under_load(on, seed, request, report):
    home = request.getfixturevalue("fresh_home" if on == "embedded" else "home_on_servers")
    acts = deaths(home.house)
    if home.broker and home.cluster:
        acts |= deaths_of_servers(home.house, home.broker, home.cluster)
    option = request.config.getoption
    ledger, kinds = Ledger(home.house.data_dir / "ledger.jsonl"), writes(home)
    with Load(kinds, ledger, option("--rate"), seed) as load:
        blows = Nemesis(seed, acts).run(option("--seconds"))
    home.house.revive()
    drained = home.drained(DRAINED_WITHIN)
    home.settle(MAILED_WITHIN)
    verdict = judge(ledger, kinds, home.sinks)
    struck = Counter(blow.act for blow in blows)
    more = {"drained after": f"{drained} s", "struck": dict(struck)}
    result = Result.of("R1", "SIGKILL of process groups", seed, verdict, blows, **more)
    result.backend = "embedded" if on == "embedded" else "PostgreSQL, RabbitMQ"
    report.add(result)
    assert verdict.wrong == []
    assert home.sinks.given_up() == [] and home.sinks.damaged() == []
    assert verdict.acked >= option("--rate") * option("--seconds") * 0.5, "too little was answered to say anything"
    broken_off = MAILERS * (struck["worker"] + struck["database"])
    assert verdict.second_mails <= broken_off, "a mail was sent again although nobody had died in sending it"
    sent_again = load.send_again()
    home.settle(MAILED_WITHIN)
    after = judge(ledger, kinds, home.sinks)
    assert after.wrong == [] and after.acked == verdict.acked + sent_again, "sent again it is there once"
