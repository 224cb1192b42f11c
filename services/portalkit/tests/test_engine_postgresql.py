"""PostgreSQL as the database: durable or not at all, never a bare 500 when it is away, and back without a restart."""

import time

import pytest
from sqlalchemy import create_engine, func, make_url, select, text
from sqlalchemy.exc import DataError, IntegrityError, OperationalError

from portalkit.database import Database
from portalkit.listening import ListeningBell
from portalkit.settings import WrongSetting
from portalkit.tables import metadata
from portalkit.testing import PUBLIC_KEYS, Client, at_once, eventually
from portalkit.testing.databases import on_server
from portalkit.testing.servers import server
from portalkit.viewer import Viewer
from portalkit.web import Blueprint, Schema, create_service_app
from portalkit.web.schemas import identifier
from portalkit.web.schemas import text as typed

pytestmark = pytest.mark.servers
INGRID = Viewer("u1", "customer", audiences=frozenset({"everyone", "members"}))
END_OTHERS = text(
    "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
    " WHERE datname = :name AND pid <> pg_backend_pid()"
)


@pytest.fixture(scope="module")
def url(tables):
    made = on_server("engine")
    engine = create_engine(made)
    metadata.create_all(engine)
    tables.create_all(engine)
    engine.dispose()
    return made


@pytest.fixture(scope="module")
def admin():
    engine = create_engine(server("postgres"), isolation_level="AUTOCOMMIT")
    yield engine
    engine.dispose()


@pytest.fixture
def database(url, kit):
    made = Database(url, "things")
    with made.transaction() as tx:
        tx.execute(kit.things.delete())
    yield made
    made.close()


class ThingSchema(Schema):
    id = identifier()
    name = typed(80)


@pytest.fixture
def client(database, kit):
    blueprint = Blueprint("things", __name__)

    @blueprint.creates("/v1/things", by="member", takes=ThingSchema, gives=ThingSchema)
    def write(tx, viewer, body):
        tx.insert(kit.things, kit.Thing(**body))
        return body

    @blueprint.reads("/v1/things/<id>", by="anyone", gives=ThingSchema)
    def read(db, viewer, id):
        return db.one(select(kit.things.c.id, kit.things.c.name).where(kit.things.c.id == id), as_dict)

    @blueprint.acts("/v1/hold", by="member")
    def hold(tx, viewer):
        tx.rows(select(kit.things).with_for_update())

    @blueprint.acts("/v1/cut", by="member")
    def cut(tx, viewer):
        own = tx.value(select(func.pg_backend_pid()))
        with create_engine(server("postgres")).connect() as other:
            other.execute(select(func.pg_terminate_backend(own)))
        tx.insert(kit.things, kit.Thing("cut", "never"))

    app = create_service_app("things", database, [blueprint], public_keys=PUBLIC_KEYS, secret="s", release="1")
    return Client(app, "things")


def as_dict(id, name):
    return {"id": id, "name": name}


def away(answer):
    """Whether somebody is told to come back, as a problem and with a time."""
    return (answer.status_code, answer.content_type, answer.headers["Retry-After"]) == (
        503,
        "application/problem+json",
        "5",
    )


def cut_all(admin, database):
    with admin.connect() as connection:
        return connection.execute(END_OTHERS, {"name": database.engine.url.database}).scalar_one()


def test_connections_that_the_server_ended_meanwhile_are_noticed_before_they_are_used(client, database, admin):
    assert client.post("/v1/things", {"id": "1", "name": "pump"}, INGRID).status_code == 201
    assert cut_all(admin, database) >= 1
    assert client.get("/v1/things/1", INGRID).status_code == 200
    assert cut_all(admin, database) >= 1
    assert client.post("/v1/things", {"id": "2", "name": "pump"}, INGRID).status_code == 201


def test_a_connection_lost_in_the_middle_is_a_503_and_nothing_half_done(client, database):
    assert away(client.post("/v1/cut", None, INGRID))
    assert client.get("/v1/things/cut", INGRID).status_code == 404
    assert client.post("/v1/things", {"id": "3", "name": "pump"}, INGRID).status_code == 201


def test_a_server_that_cannot_be_reached_is_a_503(kit, url, client):
    client._client.application.extensions["database"] = nowhere = Database(
        make_url(url).set(port=1).render_as_string(False), "things"
    )
    assert away(client.get("/v1/things/1", INGRID))
    assert away(client.post("/v1/things", {"id": "4", "name": "pump"}, INGRID))
    nowhere.close()


def test_a_server_that_takes_no_writes_still_answers_reads(client, database, admin):
    client.post("/v1/things", {"id": "1", "name": "pump"}, INGRID)
    name = database.engine.url.database
    with admin.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    try:
        cut_all(admin, database)
        assert away(client.post("/v1/things", {"id": "5", "name": "pump"}, INGRID))
        assert client.get("/v1/things/1", INGRID).status_code == 200
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"ALTER DATABASE {name} RESET default_transaction_read_only"))
    cut_all(admin, database)
    assert client.post("/v1/things", {"id": "5", "name": "pump"}, INGRID).status_code == 201


def test_who_waits_for_a_lock_is_told_while_another_still_holds_it(client, database, kit):
    client.post("/v1/things", {"id": "1", "name": "pump"}, INGRID)
    with database.transaction() as tx:
        tx.rows(select(kit.things).with_for_update())
        assert away(client.post("/v1/hold", None, INGRID))


def test_a_statement_that_takes_too_long_is_ended(database):
    with pytest.raises(OperationalError, match="statement timeout"), database.reading() as db:
        db.value(select(func.pg_sleep(30)))


def test_readers_cannot_write_and_see_one_moment(database, kit):
    with database.reading() as db:
        assert db.value(select(func.count()).select_from(kit.things)) == 0
        with database.transaction() as tx:
            tx.insert(kit.things, kit.Thing("1", "pump"))
        assert db.value(select(func.count()).select_from(kit.things)) == 0
    with pytest.raises(OperationalError, match="read-only"), database.reading() as db:
        db.value(
            kit.things.insert().values(id="2", name="x", audience_key="staff", version=1).returning(kit.things.c.id)
        )


def test_what_no_column_can_hold_is_the_callers_mistake(client):
    assert client.post("/v1/things", {"id": "nul\0", "name": "pump"}, INGRID).status_code == 400
    assert client.get("/v1/things/nul%00", INGRID).status_code == 404  # as anything that is not there
    assert client.post("/v1/things", {"id": "x" * 60, "name": "pump"}, INGRID).status_code == 400


def test_after_a_fault_the_transaction_goes_and_the_connection_stays(database, kit):
    for _ in range(20):  # more than the pool has connections
        with pytest.raises(DataError), database.reading() as db:
            db.rows(select(kit.things).where(kit.things.c.version == 2**40))
    with database.reading() as db:
        assert db.rows(select(kit.things)) == []


def test_a_fault_does_not_quote_the_row(database, kit):
    with pytest.raises(IntegrityError) as raised, database.transaction() as tx:
        for _ in range(2):
            tx.insert(kit.things, kit.Thing("ingrid@fjordvann.example", "x"))
    assert "ingrid@" not in f"{raised.value} {raised.value.orig}"


def test_a_server_that_may_lose_what_it_confirmed_is_refused(url, admin):
    name = make_url(url).database
    with admin.connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} SET synchronous_commit = off"))
    try:
        database = Database(url, "things")
        with pytest.raises(WrongSetting, match="synchronous_commit"), database.reading() as db:
            db.value(select(1))
        database.close()
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"ALTER DATABASE {name} RESET synchronous_commit"))


def test_a_database_that_sorts_otherwise_is_refused(admin):
    database = Database(admin.url.render_as_string(False), "things")
    with admin.connect() as connection:
        collation = connection.execute(text("SELECT datcollate FROM pg_database WHERE datname = current_database()"))
        assert collation.scalar_one() not in ("C", "POSIX")
    with pytest.raises(WrongSetting, match="LC_COLLATE 'C'"), database.reading() as db:
        db.value(select(1))
    database.close()


def test_a_commit_wakes_a_bell_that_hangs_on_another_machine(database, url, kit, tmp_path):
    bell = ListeningBell(tmp_path, "things-worker", url)
    assert bell.wait(5)  # it listens from now on, and what was before was not heard
    assert not bell.wait(0)
    with database.transaction() as tx:
        tx.publish("things.thing.made.v1", kit.Thing("1", "x"), {})
    began = time.monotonic()
    assert bell.wait(5) and time.monotonic() - began < 1
    assert not bell.wait(0)
    with database.transaction() as tx:
        tx.insert(kit.things, kit.Thing("1", "quiet"))
    assert not bell.wait(0.05)
    bell.close()


def test_a_bell_whose_server_went_listens_again(database, url, admin, kit, tmp_path, monkeypatch):
    monkeypatch.setattr("portalkit.listening.AGAIN", 0.1)
    bell = ListeningBell(tmp_path, "things-worker", url)
    assert bell.wait(5)
    cut_all(admin, database)
    assert bell.wait(5)  # of the end
    eventually(lambda: bell.wait(0.1))  # of the new beginning
    with database.transaction() as tx:
        tx.publish("things.thing.made.v1", kit.Thing("1", "x"), {})
    assert bell.wait(5)
    bell.close()


def test_a_turn_is_one_process_s_until_it_ends_or_dies(database, url):
    other = Database(url, "things")
    with database.turn("relay") as mine, other.turn("relay") as others, other.turn("index") as another:
        assert (mine, others, another) == (True, False, True)
    with other.turn("relay") as mine:
        assert mine
    other.close()


def test_writers_do_not_wait_for_each_others_commit(database, kit):
    """Two transactions that have nothing in common are open at once, and both may end."""

    def write(id):
        with database.transaction() as tx:
            tx.insert(kit.things, kit.Thing(id, "x"))
            with database.transaction() as inner:
                inner.insert(kit.things, kit.Thing(f"{id}-inner", "x"))
        return True

    assert at_once(lambda: write("1"), lambda: write("2")) == [True, True]


def test_who_does_not_wait_for_a_name_hears_at_once_that_another_holds_it(database):
    with database.transaction() as one, database.transaction() as other:
        assert one.together("pumps", wait=False) and other.together("pumps", wait=False)
        assert not one.alone("pumps", wait=False)
        assert one.alone("valves", wait=False) and not other.together("valves", wait=False)
