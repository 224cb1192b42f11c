"""Statements are made ready once, and what they give and leave behind is what SQLAlchemy gives and leaves."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import JSON, Boolean, Column, Integer, MetaData, String, Table, case, event, select, union_all
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from portalkit import prepared
from portalkit.database import listed, param
from portalkit.tables import UTCDateTime
from portalkit.testing import fresh_database

tables = MetaData()
notes = Table(
    "notes",
    tables,
    Column("id", Integer, primary_key=True),
    Column("text", String(80)),
    Column("at", UTCDateTime),
    Column("done", Boolean),
    Column("about", JSON),
)
NOW = datetime(2026, 11, 22, 3, 25, 0, 250, tzinfo=UTC)
AMONG = (
    select(notes, case((notes.c.done, "done"), else_="open").label("state"), notes.c.id.in_(listed("ids")).label("in"))
    .where(notes.c.text.in_(listed("texts")), notes.c.at <= param("at"))
    .order_by(notes.c.id)
)
EARLY = select(notes.c.id).where(notes.c.at < NOW)
STATEMENTS = [
    (AMONG, {"ids": [1, 3], "texts": ["one", "two", "three"], "at": NOW}),
    (AMONG, {"ids": [], "texts": ["one"], "at": NOW, "more": "than it asks for"}),
    (AMONG, {"ids": [2], "texts": ["two", "three", "none"], "at": NOW - timedelta(hours=1)}),
    (EARLY, {}),
    (union_all(select(notes.c.id, notes.c.at), select(notes.c.id + 10, notes.c.at)).order_by("id"), {}),
]


@pytest.fixture
def notebook(tmp_path):
    database = fresh_database(tmp_path, "notebook", tables)
    with database.transaction() as tx:
        tx.put(notes, id=1, text="one", at=NOW, done=True, about={"pages": [1, 2]})
        tx.put(notes, id=2, text="two", at=NOW - timedelta(days=1), done=False, about=None)
        tx.put(notes, id=3, text="three", at=None, done=None, about=[])
    yield database
    database.close()


def described(row):
    return [(name, value, type(value)) for name, value in zip(row._fields, row, strict=True)]


@pytest.mark.parametrize(("statement", "params"), STATEMENTS)
def test_rows_are_those_of_sqlalchemy_with_the_same_types_and_names(notebook, statement, params):
    with notebook.reading() as db, notebook.engine.connect() as connection:
        for _ in range(2):  # made ready, and then kept
            rows, expected = db.rows(statement, **params), connection.execute(statement, params).all()
            assert [described(row) for row in rows] == [described(row) for row in expected]


def test_times_come_back_aware(notebook):
    with notebook.reading() as db:
        rows = db.rows(select(notes.c.at).order_by(notes.c.id))
    assert [row.at for row in rows] == [NOW, NOW - timedelta(days=1), None]


def test_a_fault_is_told_as_sqlalchemy_tells_it(notebook):
    nowhere = select(Table("nowhere", MetaData(), Column("id", Integer)))
    for _ in range(2):
        with notebook.reading() as db, pytest.raises((OperationalError, ProgrammingError), match="nowhere"):
            db.rows(nowhere)


def test_whoever_listens_to_the_engine_hears_every_statement(notebook):
    heard = []
    event.listen(notebook.engine, "before_cursor_execute", lambda *told: heard.append(told[2]))
    with notebook.reading() as db:
        db.rows(EARLY)
    assert len(heard) == 1


def test_statements_that_are_built_over_and_over_are_not_kept_for_ever(notebook, monkeypatch):
    monkeypatch.setattr(prepared, "KEPT", 3)
    with notebook.reading() as db:
        for number in range(10):
            assert len(db.rows(select(notes.c.id).where(notes.c.id == number))) == (0 < number < 4)
    assert len(prepared._ready) <= 3


ROWS = [
    {"id": 7, "text": "seven", "at": NOW, "done": True, "about": {"pages": ["ä", 1.5, None]}},
    {"id": 7, "text": None, "at": None, "done": None, "about": None},
    {"id": 7, "text": "without the others", "at": NOW},
]


@pytest.mark.parametrize("row", ROWS, ids=["all", "nothing", "some"])
def test_a_row_that_is_added_is_the_one_that_sqlalchemy_adds(notebook, row):
    stored = []
    for add in (prepared.insert, lambda connection, table, values: connection.execute(table.insert(), values)):
        with suppress(Undone), notebook.transaction() as tx:
            add(tx._connection, notes, row)
            newest = select(notes).order_by(notes.c.id.desc()).limit(1)
            stored.append((described(tx.rows(newest)[0]), raw(tx._connection)))
            raise Undone
    assert len(stored) == 2 and stored[0] == stored[1]


class Undone(Exception):
    """Ends a transaction without a trace."""


def raw(connection):
    """The newest row as the file has it."""
    return tuple(connection.exec_driver_sql("SELECT * FROM notes ORDER BY id DESC LIMIT 1").one())


def test_what_sqlalchemy_fills_in_is_filled_in(tmp_path):
    with_default = MetaData()
    table = Table(
        "defaults", with_default, Column("id", Integer, primary_key=True), Column("state", String(8), default="due")
    )
    database = fresh_database(tmp_path, "defaults", with_default)
    with database.transaction() as tx:
        prepared.insert(tx._connection, table, {"id": 1})
        assert tx.value(select(table.c.state)) == "due"
    database.close()


def test_a_row_that_breaks_a_rule_fails_as_it_does_with_sqlalchemy_and_takes_its_transaction_with_it(notebook):
    with pytest.raises(IntegrityError), notebook.transaction() as tx:
        prepared.insert(tx._connection, notes, {"id": 8, "text": "eight"})
        prepared.insert(tx._connection, notes, {"id": 1, "text": "one again"})
    with notebook.reading() as db:
        assert [row.id for row in db.rows(select(notes.c.id))] == [1, 2, 3]


def test_whoever_listens_hears_of_a_row_that_is_added(notebook):
    heard = []
    event.listen(notebook.engine, "before_cursor_execute", lambda *given: heard.append(given[2]))
    with notebook.transaction() as tx:
        prepared.insert(tx._connection, notes, {"id": 8, "text": "eight"})
    assert [text for text in heard if "INSERT INTO notes" in text]
