"""What was searched is counted without whoever searched it, and shown to those who write."""

from typing import Any

import pytest
from sqlalchemy import func, select

from knowledge.model.asked import kept_query
from knowledge.search_log import MOST, SearchLog
from knowledge.store import searches as rows
from knowledge.store.tables import search_opens, searches
from portalkit.testing import eventually

OPENED = "/internal/v1/searches/opened"


@pytest.fixture
def stocked(house: Any) -> Any:
    category = house.category()
    house.known = house.article(category, title="Replace the membrane")["id"]
    house.secret = house.article(category, ("staff",), title="Membrane recall")["id"]
    house.work()
    return house


def desk(house: Any, path: str = "searches", status: int = 200) -> Any:
    house.app.extensions["searches"].write()
    return house.page(f"staff/{path}", house.AUTHOR, status)


def open_from(house: Any, text: str, thing_id: str, position: int = 1, status: int = 204) -> None:
    body = {"text": text, "kind": "article", "thing_id": thing_id, "position": position}
    assert house.client.post(OPENED, body, house.VISITOR).status_code == status


def lines(answer: Any) -> list[tuple[Any, ...]]:
    return [(row["query"], row["asked"], row["empty"], row["found"], row["opened"]) for row in answer["items"]]


def test_searches_are_counted_by_their_words_whoever_asks(stocked: Any) -> None:
    stocked.search("membrane")
    stocked.search("%20Membrane%20", stocked.STAFF)
    stocked.search("albatross")
    open_from(stocked, "membrane", stocked.known, 1)
    assert lines(desk(stocked)) == [("membrane", 2, 0, 1, 1), ("albatross", 1, 1, 0, 0)]
    assert lines(desk(stocked, "searches?which=empty")) == [("albatross", 1, 1, 0, 0)]
    assert lines(desk(stocked, "searches?which=unopened")) == []


def test_what_a_search_writes_waits_until_it_is_over_and_counts_as_no_change(stocked: Any) -> None:
    with stocked.database.reading() as db:
        before = db.state()
    stocked.search("membrane")
    with stocked.database.reading() as db:
        assert db.value(select(func.count()).select_from(searches)) == 0
    assert lines(desk(stocked)) == [("membrane", 1, 0, 1, 0)]
    with stocked.database.reading() as db:
        assert db.state() == before


def test_a_second_look_at_the_same_results_is_no_search_of_its_own(stocked: Any) -> None:
    for more in ({"sort": "newest"}, {"kind": "article"}, {"language": "en"}):
        stocked.search("membrane", **more)
    stocked.search("")
    assert stocked.client.get("/v1/search?q=membrane", stocked.VISITOR).status_code == 200
    assert lines(desk(stocked)) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Drift   after\tReplacing ", "drift after replacing"),
        ("why does ann@saltmarsh.example get none", "why does (address) get none"),
        ("call +44 (0)20 7946-0018 now", "call (number) now"),
        ("020 7946 0018", "(number)"),
        ("serial SM3000044171 heron 300", "serial (number) heron 300"),
        ("firmware 4.2 lot 2609-B 4-20 mA", "firmware 4.2 lot 2609-b 4-20 ma"),
        ("\ud800 half \x00", "? half"),
        ("x" * 500, "x" * 120),
        ("  ", ""),
    ],
)
def test_of_a_search_its_words_are_kept_and_no_address_or_number(typed: str, kept: str) -> None:
    assert kept_query(typed) == kept


def test_of_more_different_searches_than_a_day_keeps_those_go_on_being_counted_that_are_there(
    stocked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "MOST_A_DAY", 3)
    stocked.search("heron")
    assert [line[:2] for line in lines(desk(stocked))] == [("heron", 1)]
    for words in ("albatross", "bittern", "curlew", "dunlin", "heron"):
        stocked.search(words)
    kept = [("heron", 2), ("albatross", 1), ("bittern", 1)]
    assert [line[:2] for line in lines(desk(stocked))] == kept
    stocked.search("egret")
    assert [line[:2] for line in lines(desk(stocked))] == kept


def test_the_fewest_that_anybody_found_is_told_so_that_a_number_tells_of_nothing_hidden(stocked: Any) -> None:
    stocked.search("membrane", stocked.STAFF)
    stocked.search("membrane")
    assert lines(desk(stocked)) == [("membrane", 2, 0, 1, 0)]


def test_what_was_opened_is_told_with_its_place_and_only_of_a_search_that_was_asked(stocked: Any) -> None:
    stocked.search("membrane")
    open_from(stocked, "Membrane", stocked.known, 1)
    open_from(stocked, "Membrane", stocked.known, 3)
    open_from(stocked, "never asked", stocked.known)
    open_from(stocked, "membrane", stocked.known, 0, status=422)
    answer = desk(stocked, "search?q=Membrane")
    assert answer["things"] == [{"kind": "article", "id": stocked.known, "name": None, "count": 2, "place": 2}]
    desk(stocked, "search?q=never%20asked", 404)


def test_a_file_that_was_opened_is_named_to_those_who_may_read_it(stocked: Any) -> None:
    stocked.search("membrane")
    ids = []
    for audience in ("everyone", "a1"):
        article = stocked.article(stocked.category(audience, (audience,)), (audience,))
        ids.append(stocked.attach(article, b"Membranes", f"{audience}.txt")["id"])
    for id in ids:
        body = {"text": "membrane", "kind": "file", "thing_id": id, "position": 1}
        assert stocked.client.post(OPENED, body, stocked.VISITOR).status_code == 204
    assert [(each["id"], each["name"]) for each in desk(stocked, "search?q=membrane")["things"]] == [
        (ids[0], "everyone.txt")
    ]


def test_searches_go_by_pages_and_by_days_and_are_forgotten_in_time(stocked: Any) -> None:
    log = stocked.app.extensions["searches"]
    for number in range(40):
        log.asked(stocked.now.date(), f"query {number:02}", 0)
    first = desk(stocked)
    assert len(first["items"]) == 30
    assert len(desk(stocked, f"searches?cursor={first['next']}")["items"]) == 10
    assert len(desk(stocked, "searches?whole=true")["items"]) == 40
    stocked.later(days=8)
    stocked.search("membrane")
    assert lines(desk(stocked, "searches?days=7")) == [("membrane", 1, 0, 1, 0)]
    stocked.later(days=85)
    stocked.work()
    with stocked.database.reading() as db:
        assert [row.query for row in db.rows(select(searches))] == ["membrane"]
        assert db.value(select(func.count()).select_from(search_opens)) == 0


def test_what_was_searched_elsewhere_is_brought_in_once_and_masked(stocked: Any) -> None:
    opened = {"kind": "article", "thing_id": stocked.known, "position": 2, "n": 3}
    day = stocked.now.date().isoformat()
    item = {"day": day, "query": "Call 0207 946 0018", "asked": 4, "empty": 0, "found": 2, "opened": [opened]}
    for _ in range(2):
        answer = stocked.client.post("/v1/import/searches", {"items": [item]}, stocked.IMPORTER)
        assert answer.json == {"count": 1}
    assert lines(desk(stocked)) == [("call (number)", 4, 0, 2, 3)]
    assert desk(stocked, "search?q=call%200207%20946%200018")["things"][0]["place"] == 2


def test_nobody_fills_the_memory_or_the_table_with_searches(stocked: Any) -> None:
    log = SearchLog(stocked.database, 90, every=None)
    for number in range(MOST + 10):
        log.asked(stocked.now.date(), f"query {number}", 1)
    log.write()
    with stocked.database.reading() as db:
        assert db.value(select(func.count()).select_from(searches)) == MOST


def test_with_no_days_to_keep_nothing_is_kept(stocked: Any) -> None:
    log = SearchLog(stocked.database, 0, every=None)
    log.asked(stocked.now.date(), "membrane", 1)
    log.write()
    assert lines(desk(stocked)) == []


def test_a_second_after_a_search_it_is_written_by_itself(stocked: Any) -> None:
    log = SearchLog(stocked.database, 90, every=0.01)
    log.asked(stocked.now.date(), "membrane", 1)

    def written() -> bool:
        with stocked.database.reading() as db:
            return bool(db.rows(select(searches)))

    eventually(written)
