"""Transactions, copies, audiences and conditional reads, on a real database."""

import threading
from contextlib import ExitStack

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, StatementError

from portalkit.database import Database, param, visible
from portalkit.errors import Missing
from portalkit.testing import published
from portalkit.testing.databases import only_on_sqlite
from portalkit.viewer import VISITOR, Viewer, audience_key, joined

INSIDE = Viewer("u1", "customer", audiences=frozenset({"everyone", "members", "a3", "a17"}))
HALF = Viewer("u2", "customer", audiences=frozenset({"everyone", "members", "a3"}))


@pytest.fixture
def all_visible(kit):
    return select(kit.things.c.name).where(visible(kit.things)).order_by(kit.things.c.name)


def names(database, statement, viewer):
    with database.reading() as db:
        return [row.name for row in db.rows(statement, viewer)]


@pytest.fixture
def filled(database, kit):
    with database.transaction() as tx:
        tx.put(kit.categories, id="open", audience_key="everyone")
        tx.put(kit.categories, id="closed", audience_key="a3")
        tx.insert(kit.things, kit.Thing("1", "for all", "open"))
        tx.insert(kit.things, kit.Thing("2", "in a closed category", "closed"))
        tx.insert(kit.things, kit.Thing("3", "for two audiences", "open", audience_key(["a17", "a3"])))
        tx.insert(kit.things, kit.Thing("4", "nobody said", "open", audience_key([])))
    return database


def test_a_thing_is_visible_only_inside_its_audiences_and_its_categorys(filled, all_visible):
    assert names(filled, all_visible, VISITOR) == ["for all"]
    assert names(filled, all_visible, HALF) == ["for all", "in a closed category"]
    assert names(filled, all_visible, INSIDE) == ["for all", "for two audiences", "in a closed category"]


def test_narrowing_a_category_is_one_row_and_holds_at_once(filled, kit, all_visible):
    with filled.transaction() as tx:
        tx.put(kit.categories, id="open", audience_key="staff")
    assert names(filled, all_visible, INSIDE) == ["in a closed category"]


def test_a_statement_about_visible_things_cannot_be_run_without_a_viewer(filled, all_visible):
    with filled.reading() as db, pytest.raises(StatementError, match="viewer_audiences"):
        db.rows(all_visible)


def test_a_key_demands_everything_its_parts_do_and_nothing_said_means_staff():
    assert audience_key([]) == "staff"
    assert audience_key(["everyone"]) == "everyone"
    assert audience_key(["everyone", "a3"]) == "a3"
    assert joined("a17", "a3+members") == "a17+a3+members"


def test_rows_and_facts_are_committed_together_or_not_at_all(database, kit):
    with pytest.raises(IntegrityError), database.transaction() as tx:
        thing = kit.Thing("1", "first")
        tx.insert(kit.things, thing)
        tx.publish("things.thing.made.v1", thing, {})
        tx.insert(kit.things, thing)
    with database.reading() as db:
        assert published(db) == []
        assert db.find(select(kit.things), kit.Thing) is None


def test_a_commit_that_published_wakes_the_worker_and_another_does_not(database, kit):
    rung = []
    database.woken = lambda: rung.append(1)
    with database.transaction() as tx:
        tx.insert(kit.things, kit.Thing("1", "quiet"))
    assert rung == []
    with database.transaction() as tx:
        tx.publish("things.thing.made.v1", kit.Thing("1", "loud"), {})
    assert rung == [1]


def test_the_slower_of_two_editors_gets_nothing_back(database, kit):
    with database.transaction() as tx:
        tx.insert(kit.things, kit.Thing("1", "old"))
        assert tx.update(kit.things, kit.Thing, "1", 1, {"name": "first"}) == kit.Thing("1", "first", version=2)
        assert tx.update(kit.things, kit.Thing, "1", 1, {"name": "second"}) is None
        assert tx.update(kit.things, kit.Thing, "1", None, {"name": "whatever it was"}).version == 3


def test_a_copy_keeps_the_newest_version_whatever_the_order(database, kit):
    with database.transaction() as tx:
        assert tx.keep(kit.things, "1", 2, name="two", audience_key="everyone", category_id=None)
        assert not tx.keep(kit.things, "1", 1, name="one", audience_key="everyone", category_id=None)
        assert not tx.keep(kit.things, "1", 2, name="two again", audience_key="everyone", category_id=None)
        assert tx.keep(kit.things, "1", 3, name="three", audience_key="everyone", category_id=None)
        assert tx.one(select(kit.things.c.name), lambda name: name) == "three"


def test_reading_one_that_is_not_there_is_missing(database, kit):
    with database.reading() as db, pytest.raises(Missing):
        db.one(select(kit.things).where(kit.things.c.id == param("id")), kit.Thing, id="none")


def test_the_state_changes_with_every_business_commit_and_not_with_bookkeeping(database, kit):
    def state():
        with database.reading() as db:
            return db.state()

    first = state()
    with database.transaction(counted=False):
        pass
    assert state() == first
    with database.transaction() as tx:
        tx.insert(kit.things, kit.Thing("1", "new"))
    assert state() != first


def test_writers_wait_for_each_other_and_lose_no_update(database, kit):
    with database.transaction() as tx:
        tx.insert(kit.things, kit.Thing("1", "0"))

    def count_up():
        for _ in range(25):
            with database.transaction() as tx:
                (row,) = tx.rows(select(kit.things.c.name).with_for_update())
                tx.update(kit.things, kit.Thing, "1", None, {"name": str(int(row.name) + 1)})

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as db:
        assert db.value(select(kit.things.c.name)) == "100"


def test_a_reading_that_fails_leaves_nothing_to_the_next_one(database, kit):
    with pytest.raises(StatementError), database.reading() as db:
        db.rows(text("SELECT nothing FROM nowhere"))
    with database.transaction() as tx:
        tx.insert(kit.things, kit.Thing("1", "written meanwhile"))
    with database.reading() as db:
        assert db.value(select(kit.things.c.name)) == "written meanwhile"


def test_readings_that_lie_in_each_other_see_a_moment_each(database, kit):
    count = select(func.count()).select_from(kit.things)
    for number in range(3):
        with database.reading() as first:
            assert first.value(count) == number
            with database.transaction() as tx:
                tx.insert(kit.things, kit.Thing(str(number), "new"))
            with database.reading() as second:
                assert (first.value(count), second.value(count)) == (number, number + 1)


def test_after_a_rush_of_readers_there_is_a_connection_for_many_writers(database, kit):
    with ExitStack() as rush:
        for _ in range(database.engine.pool.size() + 3):
            rush.enter_context(database.reading()).value(select(kit.things.c.id))
    with ExitStack() as others:
        for _ in range(database.engine.pool.size()):
            others.enter_context(database.engine.connect())


@only_on_sqlite
def test_only_what_is_to_last_waits_for_the_disk_and_others_see_both_at_once(database, kit):
    durable = Database(database.url, "things")
    for number, lasting in enumerate((True, False), 1):
        with durable.transaction(lasting=lasting) as tx:
            [(synchronous,)] = tx.rows(text("PRAGMA synchronous"))
            assert synchronous == (2 if lasting else 1)  # FULL and NORMAL, as SQLite numbers them
            tx.insert(kit.things, kit.Thing(str(number), "a thing"))
        with database.reading() as db:
            assert db.value(select(func.count()).select_from(kit.things)) == number
    durable.close()


def test_what_an_attempt_that_fails_wrote_is_undone_and_nothing_else_is(database, kit):
    def add(*ids):
        for id in ids:
            tx.insert(kit.things, kit.Thing(id, id))

    with database.transaction() as tx:
        assert tx.attempt(lambda: add("a")) is None
        fault = tx.attempt(lambda: add("b", "a"))
        add("c")
        assert tx.attempt(lambda: add("d")) is None
    assert isinstance(fault, IntegrityError)
    with database.reading() as db:
        assert [row.id for row in db.rows(select(kit.things.c.id).order_by(kit.things.c.id))] == ["a", "c", "d"]
