"""R10: PostgreSQL restarts at once, or its postmaster is killed, under load: a short refusal, and nothing is lost."""

import threading
import time

import pytest

from faults.caller import Caller
from faults.home import Home
from faults.judging import judge
from faults.ledger import Ledger
from faults.load import Load
from faults.report import Result
from faults.writes import writes
from portalkit.testing import eventually

pytestmark = [pytest.mark.faults, pytest.mark.servers, pytest.mark.timeout(900)]
BEFORE, AFTER = 10.0, 10.0
BACK_WITHIN = 5.0
DRAINED_WITHIN, MAILED_WITHIN = 30.0, 120.0
DEATHS = {"restarted at once": "restart_at_once", "postmaster killed": "kill"}


@pytest.fixture
def home(cluster, tmp_path):
    home = Home(tmp_path / "home", cluster=cluster)
    yield home
    home.close()


@pytest.mark.parametrize("what", DEATHS)
def test_a_server_that_dies_and_comes_back_loses_nothing_and_needs_no_restart_of_ours(home, option, report, what):
    ledger, kinds = Ledger(home.house.data_dir / "ledger.jsonl"), writes(home)
    processes, watch = home.house.api_processes(), Watch(home)
    with Load(kinds, ledger, option("--rate")):
        threading.Event().wait(BEFORE)
        with watch:
            getattr(home.cluster, DEATHS[what])()
            up = time.monotonic()
            eventually(lambda: watch.reads(), BACK_WITHIN, 0.02)
            back = round(time.monotonic() - up, 2)
        threading.Event().wait(AFTER)
    home.drained(DRAINED_WITHIN)
    home.settle(MAILED_WITHIN)
    verdict = judge(ledger, kinds, home.sinks)
    result = Result.of("R10", what, 0, verdict, [], refusals=len(watch.refusals))
    result.backend, result.recovery, result.kills = home.cluster.name, [back], 1
    report.add(result)
    assert verdict.wrong == [] and home.sinks.given_up() == []
    assert set(verdict.answers) <= {"503", "None"}, verdict.answers
    assert [refusal for refusal in watch.refusals if refusal != (503, "application/problem+json", True)] == []
    assert home.house.api_processes() == processes and not home.house.worker_died()


class Watch:
    """Somebody who reads through the API all the while; what they were told instead of an answer."""

    def __init__(self, home):
        self._caller, self._own = Caller(home.house.port), Caller(home.house.port)
        self._ending, self._thread = threading.Event(), threading.Thread(target=self._watch)
        self.refusals = []

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ending.set()
        self._thread.join()

    def reads(self):
        """Whether reading works."""
        return self._own.get("/api/community/v1/topics").status == 200

    def _watch(self):
        while not self._ending.wait(0.05):
            answer = self._caller.get("/api/community/v1/topics")
            if answer.status != 200:
                kind = answer.headers.get("content-type", "").partition(";")[0]
                self.refusals.append((answer.status, kind, "retry-after" in answer.headers))
