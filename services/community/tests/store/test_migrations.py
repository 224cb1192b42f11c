"""The migrations make the tables that the code describes, and take them back."""

import alembic.command
import pytest
from sqlalchemy import func, inspect, select, text

from community import NAME
from community.store import tables
from portalkit.migrations import check, config, upgrade
from portalkit.testing import fresh_database

WHEN = "2026-11-22 09:00:00.000000"


@pytest.fixture
def empty(tmp_path):
    database = fresh_database(tmp_path, NAME, None)
    yield database
    database.close()


def test_they_make_what_the_code_describes(empty):
    upgrade(NAME, empty.engine)
    check(NAME, empty.engine)


def test_they_keep_what_is_there(empty):
    upgrade(NAME, empty.engine, "0002")
    rows = {
        "categories": {"name": "C", "description": "", "own_key": "everyone", "audience_key": "everyone", "path": "x"},
        "topics": {"category_id": "x", "audience_key": "everyone", "author_id": "a", "title": "T", "body": "B"}
        | {"html": "B", "excerpt": "B", "asked_at": WHEN, "last_activity_at": WHEN},
        "replies": {"topic_id": "x", "author_id": "a", "body": "R", "html": "R", "written_at": WHEN},
        "follows": {"user_id": "a", "kind": "topic", "thing_id": "x", "following": True},
        "people": {"name": "Ann", "kind": "customer"},
    }
    with empty.engine.execution_options(writes=True).begin() as connection:
        for name, row in rows.items():
            values = {"id": "x", "version": 1} | row
            filled = ", ".join(f":{column}" for column in values)
            connection.execute(text(f"INSERT INTO {name} ({', '.join(values)}) VALUES ({filled})"), values)
    upgrade(NAME, empty.engine)
    with empty.reading() as db:
        topic = db.rows(select(tables.topics))[0]
        assert (topic.title, topic.kind, topic.pinned, topic.votes) == ("T", "question", False, 0)
        assert [db.value(select(func.count()).select_from(tables.metadata.tables[name])) for name in rows] == [1] * 5


def test_what_helped_until_then_is_scored_at_its_own_time(empty):
    upgrade(NAME, empty.engine, "0012")
    at = {"asked_at": WHEN, "last_activity_at": WHEN}
    topic = {"category_id": "c", "audience_key": "everyone", "author_id": "a", "title": "T", "body": "B", "html": "B"}
    reply = {"version": 1, "topic_id": "t", "body": "R", "html": "R", "written_at": WHEN}
    rows = [
        ("categories", {"id": "c", "version": 1, "name": "C", "description": "", "own_key": "", "audience_key": ""}),
        ("topics", {"id": "t", "version": 1, "excerpt": "B", "accepted_reply_id": "r"} | topic | at),
        ("replies", {"id": "r", "author_id": "b"} | reply),
        ("replies", {"id": "own", "author_id": "a"} | reply),
        ("replies", {"id": "hidden", "author_id": "d", "state": "hidden"} | reply),
        ("votes", {"thing_id": "r", "person": "a", "voted_at": WHEN}),
        ("votes", {"thing_id": "t", "person": "b", "voted_at": WHEN}),
        ("articles", {"id": "x", "version": 1, "topic_id": "t", "published": True}),
        ("credits", {"id": "x", "version": 1, "helpful": 3}),
        ("credited", {"person": "a", "article_id": "x"}),
    ]
    with empty.engine.execution_options(writes=True).begin() as connection:
        for name, row in rows:
            values = row | ({"path": "c"} if name == "categories" else {})
            filled = ", ".join(f":{column}" for column in values)
            connection.execute(text(f"INSERT INTO {name} ({', '.join(values)}) VALUES ({filled})"), values)
    upgrade(NAME, empty.engine)
    with empty.reading() as db:
        assert {row.day for row in db.rows(select(tables.points))} == {"2026-11-22"}
        found = db.rows(select(tables.standings).order_by(tables.standings.c.person))
        assert [tuple(row)[:4] for row in found] == [("a", 0, 1, 0), ("b", 1, 1, 1)]
        sums = db.rows(select(tables.tallies).order_by(tables.tallies.c.person))
        assert [(row.person, row.category_id, row.points) for row in sums] == [("a", "c", 8), ("b", "c", 22)]
        assert [tuple(row)[:2] for row in db.rows(select(tables.badges))] == [("b", "first-answer")]


def test_they_can_be_taken_back(empty):
    upgrade(NAME, empty.engine)
    with empty.engine.execution_options(writes=True).begin() as connection:
        made = config(NAME)
        made.attributes["connection"] = connection
        alembic.command.downgrade(made, "base")
    assert set(inspect(empty.engine).get_table_names()) <= {"alembic_version"}
