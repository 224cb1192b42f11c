"""Limits hold to the unit, across processes."""

import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portalkit.errors import Throttled
from portalkit.limits import Limit, forget, prune_limits, spend
from portalkit.tables import limits

THREE = Limit("try", 3, 60)


@pytest.fixture
def clock(database):
    start = database.clock()
    moment = type("Moment", (), {"now": start})
    database.clock = lambda: moment.now
    return moment


def test_the_most_allowed_pass_and_the_next_is_told_how_long_to_wait(database, clock):
    assert [spend(database, THREE, "ingrid") for _ in range(3)] == [2, 1, 0]
    with pytest.raises(Throttled) as refused:
        spend(database, THREE, "ingrid")
    assert refused.value.retry_after == 20


def test_a_refused_try_costs_nothing(database, clock):
    for _ in range(3):
        spend(database, THREE, "ingrid")
    for _ in range(10):
        with pytest.raises(Throttled):
            spend(database, THREE, "ingrid")
    clock.now += timedelta(seconds=20)
    assert spend(database, THREE, "ingrid") == 0


def test_one_persons_tries_are_not_anothers(database, clock):
    for _ in range(3):
        spend(database, THREE, "ingrid")
    assert spend(database, THREE, "tomas") == 2


def test_what_is_forgiven_begins_anew(database, clock):
    for _ in range(3):
        spend(database, THREE, "ingrid")
    with database.transaction() as tx:
        forget(tx, THREE, "ingrid")
    assert spend(database, THREE, "ingrid") == 2


def test_empty_buckets_are_dropped(database, clock):
    spend(database, THREE, "ingrid")
    clock.now += timedelta(seconds=61)
    with database.transaction() as tx:
        prune_limits(tx)
        assert tx.value(select(func.count()).select_from(limits)) == 0


PROCESS = """
import sys
from portalkit.database import Database
from portalkit.limits import Limit, spend
from portalkit.errors import Throttled
database, passed = Database(sys.argv[1], "things"), 0
for _ in range(50):
    try:
        spend(database, Limit("many", 100, 86400), "all")
        passed += 1
    except Throttled:
        pass
print(passed)
"""


def test_four_processes_together_pass_exactly_the_limit(database):
    running = [
        subprocess.Popen([sys.executable, "-c", PROCESS, database.url], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert sum(int(process.communicate()[0]) for process in running) == 100
