"""Several processes at once: what each does is done once, and what each reads is one moment."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from portalkit.bus_sqlite import SqliteBus
from portalkit.deliveries import Deliverer, post
from portalkit.mail import Mail
from portalkit.relay import sweep
from portalkit.runner import Contracts, Runner
from portalkit.schedules import Schedules
from portalkit.tables import inbox
from portalkit.testing import PUBLIC_KEYS, Client, at_once
from portalkit.testing.bus_suite import fact
from portalkit.viewer import Viewer
from portalkit.web import Blueprint, Schema, create_service_app
from portalkit.web.schemas import text
from portalkit.worker import in_turn

INGRID = Viewer("u1", "customer", audiences=frozenset({"everyone", "members"}))


@pytest.fixture
def bus(tmp_path):
    made = SqliteBus(tmp_path / "bus.db", "things", ["*.*.*.v1"])
    yield made
    made.close()


def test_two_moments_with_other_rows_never_have_the_same_state(database, kit):
    """Conditional reads rest on this: who holds a state holds all that was committed by then, and nothing since."""
    seen, over = {}, threading.Event()
    read = select(func.count()).select_from(kit.things)

    def write(writer):
        for number in range(20):
            with database.transaction() as tx:
                tx.insert(kit.things, kit.Thing(f"{writer}-{number}", "x"))
        return True

    def look():
        while not over.is_set():
            with database.reading() as db:
                count = db.value(read) if len(seen) % 2 else None  # the state before the rows, and after them
                state = db.state()
                count = db.value(read) if count is None else count
            seen.setdefault(state, set()).add(count)
        return True

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    at_once(*(lambda w=writer: write(w) for writer in range(6)))
    over.set()
    for reader in readers:
        reader.join()
    with database.reading() as db:
        seen.setdefault(db.state(), set()).add(db.value(read))
    assert max(len(counts) for counts in seen.values()) == 1
    assert len({count for counts in seen.values() for count in counts}) == len(seen) > 3
    assert max(count for counts in seen.values() for count in counts) == 120


def test_relays_of_several_workers_publish_each_fact_once(database, bus, kit):
    with database.transaction() as tx:
        for number in range(500):
            tx.publish("things.thing.made.v1", kit.Thing(f"{number}", "x"), {})
    relay = in_turn(database, "relay", lambda: sweep(database, bus))

    def work():
        return sum(relay() for _ in range(6))

    if database.engine.dialect.name == "sqlite":  # one machine, one worker
        work()
    else:
        at_once(*[work] * 4)
        work()  # what is left, if all of them came while one was at it
    received = []
    while batch := bus.receive():
        received += batch
        bus.acknowledge(batch)
    assert len(received) == len({item.body for item in received}) == 500


def test_runners_of_several_workers_carry_out_each_event_once(database, bus, kit, tmp_path):
    (tmp_path / "consumes").mkdir()
    done = Counter()

    def effect(tx, event):
        tx.insert(kit.things, kit.Thing(event.id, event.subject))
        done[event.id] += 1

    bus.publish([fact(subject=f"t{number}") for number in range(250)])
    runners = [
        Runner(database, bus, {"community.topic.asked.v1": effect}, Contracts(tmp_path / "consumes")) for _ in range(4)
    ]
    while runners[0].receive():
        pass
    at_once(*(lambda r=runner: [r.run_due() for _ in range(5)] for runner in runners))
    with database.reading() as db:
        assert db.rows(select(inbox.c.state, inbox.c.attempts, func.count()).group_by("state", "attempts")) == [
            ("done", 1, 250)
        ]
        assert db.value(select(func.count()).select_from(kit.things)) == 250
    assert set(done.values()) == {1}


def test_deliverers_of_several_workers_send_each_mail_once(database):
    sent, wanted = Counter(), [f"d{number}" for number in range(60)]

    class Counting:
        def send(self, mail, now):
            sent[mail.id] += 1

    with database.transaction() as tx:
        for id in wanted:
            post(tx, id, "test", "u1", Mail(id, "ingrid@fjordvann.example", "Ingrid", "Hello", "Text", "<p>Text</p>"))
    deliverers = [Deliverer(database, Counting()) for _ in range(4)]
    at_once(*(lambda d=each: [*iter(d.run_due, 0)] for each in deliverers))  # until nothing is due
    assert sent == dict.fromkeys(wanted, 1)


def test_schedules_of_several_workers_run_once_a_period(database):
    ran = []
    made = [Schedules(database, {"count": (timedelta(hours=1), lambda tx: ran.append(1))}) for _ in range(4)]
    at_once(*(each.run_due for each in made))
    assert ran == [1]


class WriteSchema(Schema):
    name = text(20)


@pytest.fixture
def app(database, kit):
    blueprint = Blueprint("things", __name__)

    @blueprint.creates("/v1/things", by="member", takes=WriteSchema, gives=WriteSchema)
    def write(tx, viewer, body):
        number = tx.value(select(func.count()).select_from(kit.things))
        tx.insert(kit.things, kit.Thing(f"{number}", body["name"]))
        return body

    return create_service_app(
        "things", database, [blueprint], public_keys=PUBLIC_KEYS, secret="s", release="1", check_answers=True
    )


def count(database, kit):
    with database.reading() as db:
        return db.value(select(func.count()).select_from(kit.things))


def test_of_many_requests_with_one_key_one_does_the_work_and_all_get_its_answer(app, database, kit):
    def ask():
        return Client(app, "things").post("/v1/things", {"name": "pump"}, INGRID, Idempotency_Key="k")

    answers = at_once(*[ask] * 12)
    assert {(answer.status_code, answer.get_data()) for answer in answers} == {(201, b'{"name":"pump"}')}
    assert sum("Idempotency-Replayed" in answer.headers for answer in answers) == 11
    assert count(database, kit) == 1


def test_who_was_too_slow_for_a_key_decides_anew(app, database, kit):
    """All four count the same things and take the same id: the database lets one of them, the others look again."""

    def ask():
        return Client(app, "things").post("/v1/things", {"name": "pump"}, INGRID).status_code

    assert at_once(*[ask] * 4) == [201] * 4
    assert count(database, kit) == 4
