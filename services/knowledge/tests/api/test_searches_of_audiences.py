"""What the people of an audience search together is counted without any of them, and shown once it is enough."""

from typing import Any

import pytest
from sqlalchemy import func, select

from knowledge.search_log import MOST, SearchLog
from knowledge.store import audience_searches as kept
from knowledge.store.tables_searches import audience_searches


def of(house: Any, audience: str = "a1", query: str = "", status: int = 200) -> Any:
    house.app.extensions["searches"].write()
    return house.page(f"staff/searches/{audience}{query}", house.AUTHOR, status)


def rows(house: Any) -> int:
    with house.database.reading() as db:
        return int(db.value(select(func.count()).select_from(audience_searches)))


def test_a_search_counts_for_the_audience_that_is_named_if_who_searches_is_in_it(house: Any) -> None:
    for _ in range(3):
        house.search("membrane", house.OWNER, audience="a1")
        house.search("membrane", house.MEMBER, audience="a1")
        house.search("membrane", house.OWNER)
    assert of(house) == {
        "least": 3,
        "asked": [{"query": "membrane", "asked": 3, "empty": 3}],
        "empty": [{"query": "membrane", "asked": 3, "empty": 3}],
    }
    assert house.page("staff/searches", house.AUTHOR)["items"][0]["asked"] == 9
    assert of(house, "members")["asked"] == []


def test_what_was_found_is_no_unmet_need_and_what_few_asked_is_not_told(house: Any) -> None:
    house.article(house.category(), title="Replace the membrane")
    house.work()
    for words in ("membrane", "membrane", "membrane", "albatross", "albatross"):
        house.search(words, house.OWNER, audience="a1")
    found = of(house)
    assert ([one["query"] for one in found["asked"]], found["empty"]) == (["membrane"], [])
    assert rows(house) == 2


def test_no_more_different_searches_are_kept_of_an_audience_than_a_day_has_room_for(
    house: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST_A_DAY", 2)
    for words in ("curlew", "albatross", "bittern"):
        house.search(words, house.OWNER, audience="a1")
        house.search(words, house.MEMBER, audience="members")
    house.app.extensions["searches"].write()
    assert rows(house) == 4
    house.search("dunlin", house.OWNER, audience="a1")
    house.app.extensions["searches"].write()
    assert rows(house) == 4


def test_it_is_forgotten_with_the_other_searches(house: Any) -> None:
    for _ in range(3):
        house.search("membrane", house.OWNER, audience="a1")
    assert of(house)["asked"]
    house.later(days=8)
    assert of(house, query="?days=7")["asked"] == []
    house.later(days=85)
    house.work()
    assert rows(house) == 0


def test_an_import_says_it_in_place_of_what_was_known(house: Any) -> None:
    by = [{"audience_id": "a1", "asked": 4, "empty": 4}]
    item = {"day": house.now.date().isoformat(), "query": "Manual", "asked": 6, "empty": 4, "found": 0, "by": by}
    for _ in range(2):
        assert house.client.post("/v1/import/searches", {"items": [item]}, house.IMPORTER).status_code == 200
    assert of(house)["asked"] == [{"query": "manual", "asked": 4, "empty": 4}]


def test_nobody_fills_the_memory_with_searches_of_audiences(house: Any) -> None:
    log = SearchLog(house.database, 90, every=None)
    for number in range(MOST + 10):
        log.asked(house.now.date(), "membrane", 1, f"a{number}")
    log.write()
    assert rows(house) == MOST


def test_who_does_not_write_articles_is_not_told(house: Any) -> None:
    house.page("staff/searches/a1", house.STAFF, 403)
    house.page("staff/searches/a1", house.MEMBER, 403)


def test_each_page_of_a_search_may_name_another_audience(house: Any) -> None:
    category = house.category()
    for number in range(23):
        house.article(category, title=f"Gasket {number}")
    house.work()
    path, cursor, seen = "search?q=gasket", "", []
    for audience in ("a1", "a2", ""):
        answer = house.page(f"{path}{audience and f'&audience={audience}'}{cursor}", house.MEMBER)
        seen += [hit["id"] for hit in answer["hits"]]
        cursor = f"&cursor={answer['next']}"
    assert len(seen) == len(set(seen)) == 23
