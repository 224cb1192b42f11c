"""Pages cost the same few statements whatever the number of rows, and no statement reads a table it need not."""

from datetime import timedelta

import pytest
from sqlalchemy import event, text

from portalkit.ids import new_id
from portalkit.testing import only_on_sqlite

MOST = 3
LARGE = ("topics", "replies", "people", "follows", "standings")


@pytest.fixture(scope="module")
def forum(tmp_path_factory, make_forum):
    """One for all tests here, which only read."""
    made = make_forum(tmp_path_factory.mktemp("large"))
    yield made
    made.database.close()


@pytest.fixture(scope="module")
def large(forum):
    """400 topics of 5 replies; the id of one."""
    things = {name: [{"external_id": name, "name": name, "audiences": ["everyone"]}] for name in ("a", "b")}
    for items in things.values():
        forum.done(forum.http.post("/v1/import/categories", {"items": items}, forum.importer))
    ids = []
    for start in range(0, 400, 100):
        items = [item(forum, number) for number in range(start, start + 100)]
        answer = forum.done(forum.http.post("/v1/import/topics", {"items": items}, forum.importer))
        ids += [each["id"] for each in answer["items"]]
    return ids[200]


def item(forum, number):
    asked = forum.now - timedelta(minutes=number * 10)
    return {
        "external_id": f"t{number}",
        "title": f"Question {number}",
        "category": "ab"[number % 2],
        "author_id": forum.ann.id,
        "asked_at": asked.isoformat(),
        "body": "How?",
        "accepted": f"r{number}-1" if number % 3 == 0 else None,
        "replies": [
            {
                "external_id": f"r{number}-{n}",
                "author_id": new_id(),
                "written_at": (asked + timedelta(minutes=n)).isoformat(),
                "body": "So.",
            }
            for n in range(5)
        ],
    }


@pytest.fixture
def statements(forum):
    """Every statement from now on, with its parameters."""
    seen = []

    def note(connection, cursor, statement, parameters, context, many):
        if not statement.startswith(("BEGIN", "EXPLAIN")):
            seen.append((statement, parameters))

    event.listen(forum.database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(forum.database.engine, "before_cursor_execute", note)


def pages(forum, large):
    category = forum.page("topics")["categories"][0]["id"]
    lists = ["topics", "topics?state=open", "topics?state=solved", "topics?state=mine", "topics?state=followed"]
    lists += ["topics?tag=drift", f"topics?tag=drift&kind=idea&category={category}"]
    lists += ["topics?kind=announcement", f"topics?kind=idea&category={category}&state=mine"]
    return [
        *lists,
        "ask",
        f"topics?category={category}",
        f"topic/{large}",
        f"topic/{large}?order=votes",
        "recent",
        "sitemap",
        "following",
        f"person/{forum.ann.id}",
        "leaderboard",
        f"leaderboard?when=all&category={category}",
        "names?typed=an",
        f"names?typed=an&topic={large}",
    ]


def test_a_page_costs_three_statements_at_most(forum, large, statements):
    for path in pages(forum, large):
        statements.clear()
        forum.page(path, forum.ann)
        assert 0 < len(statements) <= MOST, path


@only_on_sqlite
def test_a_page_reads_by_index(forum, large, statements):
    for path in pages(forum, large):
        statements.clear()
        forum.page(path, forum.ann)
        for statement, parameters in statements:
            assert scanned(forum, statement, parameters) == [], path


def scanned(forum, statement, parameters):
    """The large tables that SQLite would read from beginning to end."""
    with forum.database.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    return [row[3] for row in plan if row[3].startswith("SCAN") and row[3].split()[1] in LARGE]


@only_on_sqlite
def test_the_latest_topics_are_found_in_the_order_of_an_index(forum, large, statements):
    forum.page("topics", forum.ann)
    statement, parameters = statements[-1]
    with forum.database.engine.connect() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    assert any("COVERING INDEX ix_topics_latest" in step for step in plan)


@only_on_sqlite
def test_what_is_pinned_is_found_in_an_index_of_that_alone(forum, large, statements):
    category = forum.page("topics")["categories"][0]["id"]
    for path in ("topics", f"topics?category={category}"):
        forum.page(path, forum.ann)
        statement, parameters = statements[-1]
        with forum.database.engine.connect() as connection:
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
        assert any("COVERING INDEX ix_topics_pinned (pinned=? AND shown=?)" in step for step in plan), path


@only_on_sqlite
def test_what_was_found_is_looked_up_by_its_id(forum, large, statements):
    forum.done(forum.http.post("/internal/v1/visible", {"things": [{"kind": "topic", "id": large}]}))
    statement, parameters = statements[-1]
    with forum.database.engine.connect() as connection:
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    assert "SEARCH topics USING INDEX sqlite_autoindex_topics_1 (id=?)" in plan


def test_a_conditional_read_costs_one_statement(forum, large, statements):
    path = f"/internal/v1/pages/topic/{large}"
    tag = forum.http.get(path).headers["ETag"]
    statements.clear()
    assert forum.http.get(path, If_None_Match=tag).status_code == 304
    assert len(statements) == 1


def test_walking_the_list_meets_every_topic_once(forum, large):
    met, cursor = [], ""
    while True:
        view = forum.page(f"topics{cursor}")
        met += [row["id"] for row in view["items"]]
        if view["next"] is None:
            break
        cursor = f"?cursor={view['next']}"
    with forum.database.reading() as db:
        assert len(met) == len(set(met)) == db.value(text("SELECT count(*) FROM topics"))
    assert sum(each["topic_count"] for each in view["categories"]) == 400
