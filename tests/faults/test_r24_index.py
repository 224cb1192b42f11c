"""R24: the search index can be thrown away and filled anew, while people write and search."""

import shutil
import threading
import time
from contextlib import contextmanager

import pytest

from faults.caller import Caller
from faults.judging import judge
from faults.ledger import ACKED, Ledger
from faults.load import Load
from faults.report import Result
from faults.writes import writes
from portalkit.testing import eventually

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600)]
OLDER = 200  # topics that are there before
BEFORE, MEASURED = 5.0, 20.0  # seconds under load
LAG = 2.0  # seconds from the answer to being found, for 95 %
CURRENT = "SELECT id FROM generations WHERE state = 'current'"


@pytest.fixture
def house_of_topics(fresh_home):
    """A portal with OLDER topics, and the words of these."""
    words = [fresh_home.word() for _ in range(OLDER)]
    for word in words:
        fresh_home.topic_with_reply(word)
    fresh_home.settle(120)
    return fresh_home, words


@pytest.fixture
def run(house_of_topics, option):
    home, words = house_of_topics
    ledger, kinds = Ledger(home.house.data_dir / "ledger.jsonl"), writes(home)
    return home, words, ledger, kinds, Load(kinds, ledger, option("--rate"))


@contextmanager
def searching(home, words):
    """Somebody searches for one word after the other meanwhile; for each, whether its topic was found."""
    caller, answers, ending = Caller(home.house.port), [], threading.Event()

    def search():
        while not ending.is_set():
            word = words[len(answers) % OLDER]
            page = caller.get(f"/search?q={word}")
            answers.append(page.status == 200 and word in page.body.decode())

    reader = threading.Thread(target=search)
    reader.start()
    try:
        yield answers
    finally:
        ending.set()
        reader.join()
        caller.close()


def test_filling_it_anew_takes_nothing_from_those_who_search(run, report):
    home, words, ledger, kinds, load = run
    before = generation(home)
    with load:
        lags = measured(home, ledger, MEASURED)
        with searching(home, words) as answers:
            home.command("knowledge", "reindex")
            eventually(lambda: generation(home) != before, 60, 0.1)
    verdict = settled(home, ledger, kinds)
    p95 = sorted(lags)[int(len(lags) * 0.95)]
    more = {"searches": len(answers), "found": sum(answers), "lag p95": f"{p95:.1f} s"}
    report.add(Result.of("R24", "reindex under writes", 0, verdict, [], **more))
    assert verdict.wrong == [] and (verdict.failed, verdict.indeterminate) == (0, 0), verdict.answers
    assert all(answers) and len(answers) > 1
    assert p95 <= LAG
    same(home)


def test_an_index_that_was_deleted_comes_back_while_people_write(run, report):
    home, words, ledger, kinds, load = run
    before = generation(home)
    with load:
        threading.Event().wait(BEFORE)
        home.house.kill_worker()
        shutil.rmtree(home.house.data_dir / "knowledge-index")
        wiped = time.monotonic()
        home.house.revive()
        eventually(lambda: generation(home) != before, 60, 0.1)
        back = round(time.monotonic() - wiped, 1)
    verdict = settled(home, ledger, kinds)
    result = Result.of("R24", "index deleted under writes", 0, verdict, [])
    result.recovery, result.kills = [back], 1
    report.add(result)
    assert verdict.wrong == [] and (verdict.failed, verdict.indeterminate) == (0, 0), verdict.answers
    assert [word for word in words if len(home.sinks.hits(word)) != 1] == []
    same(home)


def generation(home):
    """The index that is searched."""
    return home.sinks.rows("knowledge", CURRENT)


def settled(home, ledger, kinds):
    """What it came to when all is at rest."""
    home.settle(120)
    return judge(ledger, kinds, home.sinks)


def same(home):
    """The index holds each topic and article once, and nothing else."""
    topics = home.sinks.count("knowledge", "SELECT count(*) FROM topics")
    articles = home.sinks.count("knowledge", "SELECT count(*) FROM articles WHERE state = 'published'")
    assert home.sinks.indexed() == topics + articles


def measured(home, ledger, seconds):
    """How long after its answer each question was found, for those answered within `seconds`."""
    lags, waiting, began = [], {}, time.monotonic()

    def all_found():
        now = time.monotonic()
        if now - began < seconds:
            for token in ledger.tokens(ACKED):
                if ledger.entries[token].kind == "ask":
                    waiting.setdefault(token, now)
        for token, since in waiting.items():
            if since and home.sinks.hits(token):
                lags.append(now - since)
                waiting[token] = 0.0
        return now - began >= seconds and not any(waiting.values())

    eventually(all_found, seconds + 60, 0.1)
    return lags
