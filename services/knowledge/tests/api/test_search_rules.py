"""Synonyms and pins: a draft that shows what it changes, published, brought back, and never a way to see more."""

from typing import Any

import pytest
from sqlalchemy import event

from portalkit.search import MOST_PINNED

WORDS = {"words": ["skin"], "means": ["membrane"], "language": ""}


@pytest.fixture
def stocked(house: Any) -> Any:
    category = house.category()
    house.topic_category()
    house.replace = house.article(category, title="Replace the membrane")["id"]
    house.recall = house.article(category, ("staff",), title="Recall of lot 12")["id"]
    house.winter = house.article(category, title="Prepare for winter", body="Drain it. The membrane hates frost.")["id"]
    house.topic("t1", title="My skin itches")
    house.work()
    return house


def pin(query: str, *ids: str, kind: str = "article") -> dict[str, Any]:
    return {"query": query, "things": [{"kind": kind, "id": id} for id in ids]}


def draft(house: Any, synonyms: Any = (), pins: Any = (), version: int | None = None, status: int = 200) -> Any:
    at = house.page("staff/search-rules", house.AUTHOR)["draft"]["version"] if version is None else version
    body = {"synonyms": list(synonyms), "pins": list(pins)}
    answer = house.client.put("/v1/search-rules/draft", body, house.AUTHOR, If_Match=f'"{at}"')
    assert answer.status_code == status, answer.json
    return answer.json


def publish(house: Any, version: int, note: str = "", status: int = 200) -> Any:
    answer = house.client.post("/v1/search-rules/publish", {"note": note}, house.AUTHOR, If_Match=f'"{version}"')
    assert answer.status_code == status, answer.json
    return answer.json


def make_live(house: Any, **rules: Any) -> Any:
    return publish(house, draft(house, **rules)["version"])


def bring_back(house: Any, number: int, status: int = 200) -> Any:
    answer = house.client.post("/v1/search-rules/bring-back", {"number": number}, house.AUTHOR)
    assert answer.status_code == status, answer.json
    return answer.json


def test_a_draft_changes_no_search_until_it_is_published(stocked: Any) -> None:
    begun = draft(stocked, [WORDS], [pin("winter", stocked.replace)])
    assert stocked.found("skin") == ["t1"] and stocked.found("winter") == [stocked.winter]
    assert publish(stocked, begun["version"], "People say skin")["number"] == 1
    assert set(stocked.found("skin")) == {"t1", stocked.replace, stocked.winter}
    hits = stocked.search("Winter!")["hits"]
    assert [(hit["id"], hit.get("pinned")) for hit in hits] == [(stocked.replace, True), (stocked.winter, None)]


def test_a_pin_shows_to_nobody_who_may_not_read_the_thing(stocked: Any) -> None:
    make_live(stocked, pins=[pin("winter", stocked.recall, stocked.replace, "gone")])
    answer = stocked.search("winter")
    assert [hit["id"] for hit in answer["hits"]] == [stocked.replace, stocked.winter] and answer["total"] == 2
    assert stocked.found("winter", stocked.STAFF) == [stocked.recall, stocked.replace, stocked.winter]
    article = stocked.client.get(f"/v1/articles/{stocked.replace}", stocked.AUTHOR).json
    stocked.withdraw(article)  # and nothing is indexed yet
    assert stocked.found("winter") == [stocked.winter]


def test_a_pinned_topic_stands_first_with_what_its_owner_is_asked(stocked: Any) -> None:
    make_live(stocked, pins=[pin("winter", "t1", kind="topic")])
    [hit, _] = stocked.search("winter")["hits"]
    assert (hit["kind"], hit["id"], hit["removals"]) == ("topic", "t1", 0)
    public = stocked.client.get("/v1/search?q=winter", stocked.VISITOR).json
    assert [hit["id"] for hit in public["hits"]] == [stocked.winter]


def test_a_choice_and_another_order_hold_for_what_is_pinned(stocked: Any) -> None:
    make_live(stocked, pins=[pin("winter", "t1", kind="topic")])
    assert stocked.found("winter", kind="article") == [stocked.winter]
    assert stocked.found("winter", sort="newest") == [stocked.winter]


def test_the_draft_tells_what_it_adds_and_takes_away(stocked: Any) -> None:
    make_live(stocked, synonyms=[WORDS])
    new = pin("winter", stocked.replace)
    draft(stocked, pins=[new])
    told = stocked.page("staff/search-rules", stocked.AUTHOR)
    assert told["changed"] and told["live"] == 1
    assert told["added"] == {"synonyms": [], "pins": [new]}
    assert told["removed"] == {"synonyms": [WORDS], "pins": []}


def test_the_searches_that_a_draft_changes_are_shown_before_and_after(stocked: Any) -> None:
    for words, times in (("membrane", 3), ("winter", 2), ("skin", 1)):
        for _ in range(times):
            stocked.search(words)
    log = stocked.app.extensions["searches"]
    log.opened(stocked.now.date(), "winter", "article", stocked.winter, 1)
    log.write()
    draft(stocked, [WORDS], [pin("winter", stocked.replace), pin("frost", stocked.replace)])
    told = stocked.page("staff/search-preview", stocked.AUTHOR)
    assert told["looked_at"] == 3
    assert [(each["query"], each["asked"]) for each in told["items"]] == [("winter", 2), ("skin", 1), ("frost", 0)]
    winter, skin, _ = told["items"]
    assert [(hit["id"], hit["other_place"]) for hit in winter["before"]] == [(stocked.winter, 2)]
    assert [(hit["id"], hit["other_place"]) for hit in winter["after"]] == [
        (stocked.replace, None),
        (stocked.winter, 1),
    ]
    assert (winter["score_before"], winter["score_after"]) == (1.0, 0.5)
    assert len(skin["before"]) == 1 and len(skin["after"]) == 3
    assert skin["score_before"] is None


def test_the_preview_shows_what_its_viewer_may_read_and_no_more(stocked: Any) -> None:
    hidden = stocked.article(stocked.category("Own", ("a1",)), ("a1",), title="Otters only")["id"]
    stocked.work()
    draft(stocked, pins=[pin("winter", hidden)])
    told = stocked.page("staff/search-preview", stocked.AUTHOR)
    assert hidden not in str(told) and "Otters" not in str(told)


def test_earlier_rules_count_again_when_they_are_brought_back(stocked: Any) -> None:
    make_live(stocked, synonyms=[WORDS])
    make_live(stocked, pins=[pin("winter", stocked.replace)])
    again = bring_back(stocked, 1)
    assert (again["number"], again["again"]) == (3, 1)
    assert len(stocked.found("skin")) == 3 and stocked.found("winter") == [stocked.winter]
    told = stocked.page("staff/search-rules", stocked.AUTHOR)
    assert [(each["number"], each["again"]) for each in told["items"]] == [(3, 1), (2, None), (1, None)]
    assert told["items"][0]["author"]["id"] == stocked.AUTHOR.id and not told["changed"]
    bring_back(stocked, 1, status=409)
    bring_back(stocked, 9, status=404)


def test_bringing_back_leaves_a_draft_with_changes_of_its_own_alone(stocked: Any) -> None:
    make_live(stocked, synonyms=[WORDS])
    make_live(stocked)
    draft(stocked, pins=[pin("winter", stocked.replace)])
    bring_back(stocked, 1)
    told = stocked.page("staff/search-rules", stocked.AUTHOR)
    assert told["draft"]["rules"] == {"synonyms": [], "pins": [pin("winter", stocked.replace)]}
    assert told["removed"]["synonyms"] == [WORDS]


def test_two_who_write_the_draft_at_once_lose_nothing(stocked: Any) -> None:
    assert draft(stocked, [WORDS], version=0)["version"] == 1
    draft(stocked, version=0, status=412)
    assert draft(stocked, version=1)["version"] == 2
    publish(stocked, 1, status=412)
    publish(stocked, 2, status=409)  # nothing would change


@pytest.mark.parametrize(
    ("synonyms", "pins", "field"),
    [
        ([WORDS | {"words": ["…"]}], [], "synonyms.0"),
        ([WORDS | {"means": []}], [], "synonyms.0"),
        ([WORDS | {"means": ["Skin"]}], [], "synonyms.0"),
        ([WORDS | {"language": "xx"}], [], "synonyms"),
        ([], [pin("?", "x")], "pins.0"),
        ([], [pin("a b", "x"), pin("A  b!", "y")], "pins.0"),
        ([], [pin("a", "x", "x")], "pins.0"),
        ([], [pin("a", *(str(n) for n in range(MOST_PINNED + 1)))], "pins"),
    ],
)
def test_rules_that_would_do_nothing_are_refused(stocked: Any, synonyms: Any, pins: Any, field: str) -> None:
    assert any(name.startswith(field) for name in draft(stocked, synonyms, pins, status=422)["errors"])


def why(house: Any, q: str, id: str, viewer: Any = None, status: int = 200, more: str = "&kind=article") -> Any:
    return house.page(f"staff/search-why?q={q}&id={id}{more}", viewer or house.STAFF, status)


def test_staff_reads_why_something_stands_where_it_does(stocked: Any) -> None:
    make_live(stocked, synonyms=[WORDS], pins=[pin("skin frost", stocked.winter)])
    told = why(stocked, "skin%20frost%20zeppelin", stocked.winter)
    assert [(each["typed"], each["word"], each["field"], each["how"]) for each in told["matches"]] == [
        ("skin", "membrane", "text", "synonym"),
        ("frost", "frost", "text", "exact"),
    ]
    assert told["absent"] == ["zeppelin"] and told["title"] == "Prepare for winter"
    assert told["boosts"] == [{"name": "fresh", "points": 0.4}] and told["pinned"] is None
    assert why(stocked, "skin%20frost", stocked.winter)["pinned"] == 1
    assert why(stocked, "itches", "t1", more="&kind=topic")["removals"] == 0


def test_why_is_told_of_a_page_of_a_file_too(stocked: Any) -> None:
    article = stocked.article(stocked.category("Files"))
    attached = stocked.attach(article, b"Albatross", "birds.txt")
    stocked.work()
    told = why(stocked, "albatross", attached["id"], more="&kind=file&page=1")
    assert [(each["typed"], each["field"]) for each in told["matches"]] == [("albatross", "text")]
    why(stocked, "albatross", attached["id"], more="&kind=file&page=9", status=404)


def test_why_says_nothing_of_what_its_viewer_may_not_read(stocked: Any) -> None:
    hidden = stocked.article(stocked.category("Own", ("a1",)), ("a1",), title="Otters only")["id"]
    stocked.work()
    answers = [why(stocked, "otters", id, status=404) for id in (hidden, "never")]
    assert answers[0] | {"instance": ""} == answers[1] | {"instance": ""}
    why(stocked, "winter", stocked.winter, viewer=stocked.MEMBER, status=403)


def test_a_search_without_rules_asks_the_database_no_more_than_before(stocked: Any) -> None:
    told: list[str] = []

    def heard(*args: Any) -> None:
        told.append(args[2])

    def counted() -> int:
        told.clear()
        stocked.search("winter")
        return len(told)

    event.listen(stocked.database.engine, "before_cursor_execute", heard)
    assert counted() == 2  # what this viewer may find, and the names of who wrote what was found
    make_live(stocked, synonyms=[WORDS])
    assert (counted(), counted()) == (3, 2)  # new rules are read once
    event.remove(stocked.database.engine, "before_cursor_execute", heard)
