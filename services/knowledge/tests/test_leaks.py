"""What a viewer may not read leaves no trace: the answers equal those of a house that never had it.

Every reading route is asked by outsiders twice: with the thing hidden from the start, and right after it was hidden
while the worker stood still. The other house has the same things but the hidden one.
"""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

SECRET = "zinnober"  # a word that stands only in the hidden thing
TEXT = {
    "title": f"Calibrate the {SECRET} buffer",
    "summary": f"About {SECRET} and buffers.",
    "body": f"## The {SECRET}\n\nTake the buffer, then the {SECRET} electrode and the valve. Rinse the valve.",
    "product": "heron-900",
    "language": "de",
    "genre": "faq",
}
PAGES = "/internal/v1/pages"
READS = [
    "home",
    "articles",
    "articles?category={shared}",
    "articles?genre=faq",
    "articles?category={own}",
    "article/{open}",
    "article/{hidden}",
    "search?q=" + SECRET,
    "search?q=buffer",
    "search?q=buffer%20valve",
    "search?q=buffer%20valve%20electrode",
    "search?q=bufer",
    "search?q=zinober",
    "search?q=buffer&sort=newest",
    "search?q=buffer&product=heron-900",
    "search?q=buffer&language=de",
    "search?q=buffer&kind=faq",
    "search?q=buffer&category={own}",
    "search?q=buffer&category={shared}&kind=article",
    "suggestions?q=zin",
    "suggestions?q=cali",
    "sitemap",
]
PUBLIC = [
    "/v1/articles",
    "/v1/articles?category={shared}",
    "/v1/articles?genre=faq&category={shared}",
    "/v1/articles?category={own}",
    "/v1/articles/{open}",
    "/v1/articles/{hidden}",
    "/v1/categories",
    "/v1/search?q=" + SECRET,
    "/v1/search?q=buffer",
    "/v1/suggestions?q=cali",
]
PATHS = [*(f"{PAGES}/{read}" for read in READS), *PUBLIC]


def furnished(house: Any) -> dict[str, str]:
    """A house with things for everyone."""
    shared = house.category("Shared")
    house.topic_category()
    house.topic("t1", title="Buffer and valve", body="The buffer is older than the valve. Which electrode?")
    house.later(minutes=1)
    opened = house.article(shared, title="Buffers", body="The buffer stands beside the valve.")
    for number in range(7):  # with these all hits stand on one page
        house.later(minutes=1)
        house.article(shared, title=f"Buffer {number}", body=f"Of electrode {number}, valve and buffer.")
    house.later(minutes=1)
    return {"shared": shared, "open": opened["id"]}


def article_in_a_hidden_category(house: Any, ids: dict[str, str], hidden: bool) -> dict[str, str]:
    own = house.category("Own", ("a1",) if hidden else ("everyone",))
    article = house.article(own, **TEXT)
    return {"own": own, "hidden": article["id"]}


def article_with_its_own_audience(house: Any, ids: dict[str, str], hidden: bool) -> dict[str, str]:
    article = house.article(ids["shared"], ("a1",) if hidden else ("everyone",), **TEXT)
    return {"hidden": article["id"]}


def narrow_category(house: Any, made: dict[str, str]) -> None:
    answer = house.client.patch(f"/v1/categories/{made['own']}", {"audiences": ["a1"]}, house.AUTHOR, 1)
    assert answer.status_code == 200


def narrow_article(house: Any, made: dict[str, str]) -> None:
    house.edit({"id": made["hidden"], "version": 2}, audiences=["a1"])


def withdraw_article(house: Any, made: dict[str, str]) -> None:
    house.withdraw({"id": made["hidden"], "version": 2})


def postpone_article(house: Any, made: dict[str, str]) -> None:
    house.edit({"id": made["hidden"], "version": 2}, published_at="2030-01-01T00:00:00+00:00")


def expire_article(house: Any, made: dict[str, str]) -> None:
    house.edit({"id": made["hidden"], "version": 2}, expires_at=house.now.isoformat())


def move_article(house: Any, made: dict[str, str]) -> None:
    closet = house.category("Own", ("a1",))
    made["own"] = closet
    house.edit({"id": made["hidden"], "version": 2}, category_id=closet)


def masked(answer: Any, names: dict[str, str]) -> str:
    """The answer with what differs between any two houses made equal: ids by their role, cursors, other ids."""
    text = json.dumps([answer.status_code, answer.json], sort_keys=True, ensure_ascii=False)
    for name, id in names.items():
        text = text.replace(id, f"<{name}>")
    text = re.sub(r'"(next|instance)": "[^"]+"', r'"\1": "…"', text)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}", "<id>", text)


def answers(house: Any, names: dict[str, str], who: str) -> dict[str, str]:
    viewer = getattr(house, who)
    ids = {"own": "01930000-0000-7000-8000-000000000009", "hidden": "01930000-0000-7000-8000-000000000008"} | names
    found = {path: masked(house.client.get(path.format(**ids), viewer), ids) for path in PATHS}
    things = [{"kind": "article", "id": ids["hidden"]}, {"kind": "article", "id": ids["open"]}]
    found["visible"] = masked(house.client.post("/internal/v1/visible", {"things": things}, viewer), ids)
    return found


def unscored(text: str) -> Any:
    """Hits by relevance as a set: the order of two hits may tell how common a word is, and that is allowed."""
    status, body = json.loads(text)
    if isinstance(body, dict) and "hits" in body:
        body["hits"] = sorted(json.dumps(hit, sort_keys=True) for hit in body["hits"])
    return [status, body]


def assert_same(there: dict[str, str], never: dict[str, str], who: str) -> None:
    for path, text in there.items():
        if "q=buffer" in path and "newest" not in path and ("%20" in path or "&" not in path):
            assert_same_found(text, never[path], f"{who} {path}")
        else:
            assert text == never[path], f"{who} {path}"
        assert SECRET not in text.replace(f'"query": "{SECRET}"', ""), f"{who} {path}"


def assert_same_found(text: str, other: str, where: str) -> None:
    one, two = unscored(text), unscored(other)
    for body in (one[1], two[1]):
        if body["total"] > len(body["hits"]):  # which of many stand on the first page depends on their scores
            body["hits"] = len(body["hits"])
    assert one == two, where


OUTSIDERS = ("VISITOR", "MEMBER", "STAFF")


@pytest.fixture
def houses(build: Any) -> tuple[Any, dict[str, str], Any, dict[str, str]]:
    """One house that is about to have something hidden, and one that is not."""
    one, other = build("with"), build("without")
    return one, furnished(one), other, furnished(other)


@pytest.mark.parametrize("make", [article_in_a_hidden_category, article_with_its_own_audience])
def test_what_is_hidden_from_the_start_leaves_no_trace(houses: Any, make: Callable[..., dict[str, str]]) -> None:
    with_it, ids, without, others = houses
    made = make(with_it, ids, True)
    for worked in (False, True):
        if worked:
            with_it.work()
            without.work()
        for who in OUTSIDERS:
            if worked or who == "STAFF":
                assert_same(answers(with_it, ids | made, who), answers(without, others, who), who)
    assert with_it.found(SECRET, with_it.OWNER) == [made["hidden"]]


@pytest.mark.parametrize(
    ("make", "hide"),
    [
        (article_in_a_hidden_category, narrow_category),
        (article_with_its_own_audience, narrow_article),
        (article_with_its_own_audience, withdraw_article),
        (article_with_its_own_audience, postpone_article),
        (article_with_its_own_audience, expire_article),
        (article_with_its_own_audience, move_article),
    ],
)
def test_what_is_hidden_now_leaves_no_trace_at_once_with_no_worker(
    houses: Any, make: Callable[..., dict[str, str]], hide: Callable[..., None]
) -> None:
    with_it, ids, without, others = houses
    made = make(with_it, ids, False)
    with_it.work()
    without.work()
    assert with_it.found(SECRET) == [made["hidden"]]
    with_it.later(seconds=1)
    without.later(seconds=1)
    hide(with_it, made)
    for who in OUTSIDERS:
        assert_same(answers(with_it, ids | made, who), answers(without, others, who), who)


def test_an_article_expires_and_comes_out_by_the_clock_alone(house: Any) -> None:
    category = house.category()
    soon = house.now.replace(hour=10).isoformat()
    late = house.now.replace(hour=11).isoformat()
    article = house.draft(category, title="Gentian", expires_at=late)
    house.publish(article, published_at=soon)
    house.work()
    seen = []
    for hour in (9, 10, 11):
        house.now = house.now.replace(hour=hour)
        found = house.found("gentian") == [article["id"]]
        listed = house.page("articles")["items"] != []
        counted = house.page("home")["categories"][0]["article_count"] == 1
        read = house.client.get(f"{PAGES}/article/{article['id']}").status_code == 200
        mapped = house.page("sitemap")["items"] != []
        seen.append({found, listed, counted, read, mapped})
    assert seen == [{False}, {True}, {False}]


def test_a_conditional_read_notices_that_time_alone_changed_the_page(house: Any) -> None:
    article = house.draft(house.category())
    house.publish(article, published_at=house.now.replace(hour=10).isoformat())
    before = house.client.get(f"{PAGES}/home")
    tag = before.headers["ETag"]
    assert house.client.get(f"{PAGES}/home", If_None_Match=tag).status_code == 304
    house.now = house.now.replace(hour=10)
    assert house.client.get(f"{PAGES}/home", If_None_Match=tag).json["latest"] != []


def test_a_topic_that_is_not_for_a_viewer_is_not_found_and_not_counted(house: Any) -> None:
    house.topic_category("tc1")
    house.topic_category("tc2", "a1")
    house.topic("open", title="Wolfram and buffer")
    house.topic("closed", title="Wolfram in the closet", category_id="tc2")
    house.topic("narrow", title="Wolfram for owners", audience_key="a1")
    house.work()
    answer = house.search("wolfram")
    assert ([hit["id"] for hit in answer["hits"]], answer["total"]) == (["open"], 1)
    assert answer["facets"][0]["values"][0]["count"] == 1
    assert set(house.found("wolfram", house.OWNER)) == {"open", "closed", "narrow"}
    assert [s["id"] for s in house.page("suggestions?q=wolf")["suggestions"]] == ["open"]


def test_a_topic_whose_narrowing_has_arrived_is_gone_before_the_index_knows(house: Any) -> None:
    house.topic_category()
    house.topic("t1", title="Wolfram")
    house.work()
    house.topic("t1", "edited", title="Wolfram", audience_key="a1")
    house.take_in()
    assert house.found("wolfram") == []
    assert house.search("wolfram")["total"] == 0


def test_the_words_of_a_hidden_reply_find_nothing_and_its_removal_is_counted(house: Any) -> None:
    house.topic_category()
    house.topic("t1")
    house.reply("r1", "t1", "Rinse with xylophone.")
    house.work()
    [hit] = house.search("xylophone")["hits"]
    assert (hit["id"], hit["removals"]) == ("t1", 0)
    house.reply("r1", "t1", None, "hidden", removals=1)
    house.work()
    assert house.found("xylophone") == []
    assert house.search("electrode")["hits"][0]["removals"] == 1
