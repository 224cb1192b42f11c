"""D2 on PostgreSQL and RabbitMQ: whoever leaves while a service is away and the broker dies goes without a trace."""

import gzip
import random
import time

import psycopg
import pytest
from psycopg import sql
from support.person import Person
from support.served import Served

from faults.cluster import DATABASES
from faults.report import Result
from faults.test_d2_erasure import EMAIL, RECOVERY, WORKERS, holds, kill, traces
from portalkit.testing import eventually

pytestmark = [pytest.mark.faults, pytest.mark.servers, pytest.mark.timeout(900)]
BROKER = "broker"
BLOWS = (BROKER, *WORKERS, BROKER, *WORKERS)
FURNISHED_WITHIN = 240


@pytest.fixture
def portal(broker, cluster, tmp_path):
    served = Served(tmp_path / "portal", "separate", broker.environ | cluster.environ).start(FURNISHED_WITHIN)
    eventually(lambda: not broker.behind(), FURNISHED_WITHIN, 1)
    yield served
    served.stop()


def strike(portal, broker, dice):
    """Kill workers and the broker, in an order of chance; the broker comes back as an operator would start it."""
    for blow in dice.sample(BLOWS, len(BLOWS)):
        if blow == BROKER:
            with broker.away():
                time.sleep(dice.uniform(0.5, 3))
        else:
            kill(portal, blow, dice)


def rows_that_name(cluster):
    """The tables of any service in which a canary stands. PostgreSQL's files keep what is deleted until it tidies up,
    so they are asked for what they would give."""
    found = []
    for name in DATABASES:
        with psycopg.connect(cluster.url(name)) as connection:
            tables = [row[0] for row in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname='public'")]
            for table in tables:
                rows = connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table))).fetchall()
                if any(holds(plain(value)) for row in rows for value in row):
                    found.append(f"{name}.{table}")
    return found


def plain(value):
    if isinstance(value, bytes):
        return gzip.decompress(value) if value[:2] == b"\x1f\x8b" else value
    return str(value).encode()


def test_who_leaves_while_the_broker_dies_and_a_service_is_away_goes_without_a_trace(portal, broker, cluster, report):
    person, dice = Person(portal.url, EMAIL).sign_in(), random.Random(2)
    portal.take_down("community-worker")
    form = person.open("/account/erase").html.form("/account/erase")
    receipt = person.send(form, word="erase").answer.url
    strike(portal, broker, dice)
    eventually(lambda: "1 of 4 parts" in person.open(receipt).text, RECOVERY)
    assert "Done on" not in person.open(receipt).text
    assert rows_that_name(cluster), "community holds the name still"
    portal.bring_back("community-worker")
    began = time.monotonic()
    eventually(lambda: "Done on" in person.open(receipt).text, RECOVERY)
    gone = time.monotonic() - began
    eventually(lambda: not broker.behind(), RECOVERY, 0.5)
    assert rows_that_name(cluster) == [] and traces(portal) == []
    struck = {BROKER: BLOWS.count(BROKER), "workers": len(BLOWS) - BLOWS.count(BROKER)}
    told = {"parts of the erasure": 4, "struck": struck}
    result = Result("D2", "left while the broker died", 2, 1, 0, 0, len(BLOWS), recovery=[gone], more=told)
    result.backend = "PostgreSQL, RabbitMQ"
    report.add(result)
