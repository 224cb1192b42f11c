"""What waits, as /metrics tells it and /readyz reports it."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from portalkit.database import Database
from portalkit.queues import QUEUES, WAITING, exposition, waiting
from portalkit.readiness import readiness
from portalkit.relay import PENDING
from portalkit.tables import deliveries, inbox, outbox, unindexed
from portalkit.testing import PUBLIC_KEYS, Client, only_on_sqlite
from portalkit.web import create_service_app

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def filled(database):
    """Something in every queue, and as much that is out of it."""
    database.clock = lambda: NOON
    with database.transaction() as tx:
        for number, (age, attempts, published) in enumerate([(90, 3, None), (5, 0, None), (500, 0, NOON)]):
            row = {"type": "things.thing.made.v1", "subject": "x", "version": 1, "data": {}, "next_at": NOON}
            at = NOON - timedelta(seconds=age)
            tx.execute(
                outbox.insert().values(**row, id=str(number), created_at=at, attempts=attempts, published_at=published)
            )
        for number, state in enumerate(["due", "due", "due", "parked", "parked", "done"]):
            row = {"type": "x.y.z.v1", "body": "{}", "attempts": 0, "next_at": NOON, "received_at": NOON}
            tx.execute(inbox.insert().values(**row, id=str(number), state=state))
        for number, state in enumerate(["due", "failed", "failed", "sent", "dropped"]):
            row = {"kind": "k", "attempts": 0, "next_at": NOON, "created_at": NOON}
            tx.execute(deliveries.insert().values(**row, id=str(number), state=state))
        tx.execute(unindexed.insert().values(generation="g", id="a", kind="thing", version=1))
    return database


EXPECTED = {
    "outbox_pending": 2,
    "outbox_unroutable": 1,
    "outbox_oldest_seconds": 90,
    "inbox_due": 3,
    "inbox_parked": 2,
    "deliveries_due": 1,
    "deliveries_failed": 2,
    "unindexed": 1,
}


def test_what_waits_is_counted_and_what_is_done_is_not(filled):
    with filled.reading() as db:
        assert waiting(db) == EXPECTED


def test_metrics_tell_of_every_queue_by_service(filled):
    app = create_service_app("things", filled, [], public_keys=PUBLIC_KEYS, secret="s", release="1")
    lines = Client(app, "things").get("/metrics", None).text.splitlines()
    for name, value in (EXPECTED | {"database_up": 1}).items():
        assert f'atrium_{name}{{service="things"}} {float(value)}' in lines


def test_a_database_that_is_gone_is_told_and_hides_no_other(filled, tmp_path):
    QUEUES.watch(filled)
    gone = Database(f"sqlite:///{tmp_path / 'no' / 'such'}.db", "gone")
    QUEUES.watch(gone)
    try:
        text = exposition().decode()
    finally:
        QUEUES._watched.pop("gone")
    assert 'atrium_database_up{service="gone"} 0.0' in text
    assert 'atrium_inbox_parked{service="things"} 2.0' in text
    assert 'inbox_parked{service="gone"}' not in text


@only_on_sqlite
def test_no_count_reads_through_what_is_long_done(database):
    """The tables keep a week of what is done; a count that read it all would slow every scrape."""
    for name in ("outbox_pending", "inbox_due", "inbox_parked", "deliveries_due"):
        with database.engine.connect() as connection:
            sql = str(WAITING[name].compile(database.engine, compile_kwargs={"literal_binds": True}))
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")
            assert "INDEX" in " ".join(str(row) for row in plan), name


@only_on_sqlite
def test_what_is_to_be_published_is_found_in_its_order_without_what_has_left_already(database):
    sql = str(PENDING.params(now=NOON).compile(database.engine, compile_kwargs={"literal_binds": True}))
    with database.engine.connect() as connection:
        said = " ".join(str(row) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}"))
    assert "USING INDEX" in said and "TEMP B-TREE" not in said


def test_what_waits_is_reported_and_gates_nothing(filled):
    app = create_service_app("things", filled, [], public_keys=PUBLIC_KEYS, secret="s", release="1")
    answer = Client(app, "things").get("/readyz", None)
    assert answer.status_code == 200
    assert json.loads(answer.text)["waiting"] == EXPECTED


def test_a_service_without_its_database_is_alive_and_not_ready(tmp_path):
    gone = Database(f"sqlite:///{tmp_path / 'no' / 'such'}.db", "things")
    app = create_service_app("things", gone, [], public_keys=PUBLIC_KEYS, secret="s", release="1")
    client = Client(app, "things")
    assert client.get("/livez", None).status_code == 200
    answer = client.get("/readyz", None)
    assert (answer.status_code, answer.json) == (503, {"ready": False, "database": "OperationalError"})
    QUEUES._watched.pop("things")
    assert readiness(gone, None)[0] is False
