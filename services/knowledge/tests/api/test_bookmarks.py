"""People save what they want to find again, and find what they may still read."""

from typing import Any

import pytest


def save(house: Any, kind: str, id: str, viewer: Any, saved: bool = True) -> int:
    return int(house.client.put(f"/v1/{kind}s/{id}/saved", {"saved": saved}, viewer).status_code)


def saved(house: Any, viewer: Any, query: str = "") -> list[str]:
    return [item["id"] for item in house.page(f"saved{query}", viewer)["items"]]


def test_what_one_saved_is_found_again_last_saved_first_and_by_nobody_else(house: Any) -> None:
    category = house.category()
    first, second = house.article(category), house.article(category)
    for each in (first, second):
        assert save(house, "article", each["id"], house.MEMBER) == 200
        house.later(minutes=1)
    assert saved(house, house.MEMBER) == [second["id"], first["id"]]
    assert saved(house, house.OWNER) == []
    assert house.page(f"article/{first['id']}", house.MEMBER)["mine"]["saved"] is True
    save(house, "article", first["id"], house.MEMBER, saved=False)
    assert saved(house, house.MEMBER) == [second["id"]]
    assert house.page("saved", status=401)


def test_only_what_one_may_read_can_be_saved_and_what_was_closed_since_is_not_there(house: Any) -> None:
    closed = house.article(house.category("Closed", ("a1",)))
    assert save(house, "article", closed["id"], house.MEMBER) == 404
    article = house.article(house.category())
    save(house, "article", article["id"], house.MEMBER)
    article = house.edit(article, audiences=["a1"])
    assert saved(house, house.MEMBER) == []
    assert save(house, "article", article["id"], house.MEMBER, saved=False) == 200
    house.edit(article, audiences=["everyone"])
    assert saved(house, house.MEMBER) == []


def test_topics_stand_beside_articles_and_one_can_choose(house: Any) -> None:
    house.topic_category()
    house.topic("t1")
    house.topic("t2", audience_key="a1")
    house.take_in()
    article = house.article(house.category())
    save(house, "article", article["id"], house.MEMBER)
    house.later(minutes=1)
    assert [save(house, "topic", id, house.MEMBER) for id in ("t1", "t2", "t3")] == [200, 404, 404]
    assert saved(house, house.MEMBER) == ["t1", article["id"]]
    assert saved(house, house.MEMBER, "?kind=topic") == ["t1"]
    assert saved(house, house.MEMBER, "?kind=article") == [article["id"]]
    house.topic("t1", "hidden", shown=False)
    house.take_in()
    assert saved(house, house.MEMBER) == [article["id"]]


def test_a_topic_says_to_each_whether_they_saved_it(house: Any) -> None:
    house.topic_category()
    house.topic("t1")
    house.topic("t2", audience_key="a1")
    house.take_in()

    def told(id: str, viewer: Any) -> Any:
        answer = house.client.get(f"/internal/v1/pages/topics/{id}/saved", viewer)
        return answer.json["saved"] if answer.status_code == 200 else answer.status_code

    assert [told("t1", who) for who in (house.MEMBER, house.OWNER, house.VISITOR)] == [False, False, 401]
    save(house, "topic", "t1", house.MEMBER)
    assert [told("t1", who) for who in (house.MEMBER, house.OWNER)] == [True, False]
    assert [told(id, house.MEMBER) for id in ("t2", "t3")] == [404, 404]
    save(house, "topic", "t2", house.OWNER)
    house.topic("t2", "edited", audience_key="staff")
    house.take_in()
    assert told("t2", house.OWNER) == 404
    save(house, "topic", "t1", house.MEMBER, saved=False)
    assert told("t1", house.MEMBER) is False


def test_categories_are_saved_and_stand_first_on_the_start_page_while_one_may_read_something_in_them(
    house: Any,
) -> None:
    above, empty = house.category("Herons"), house.category("Empty")
    inner, closed = house.category("Small herons", parent=above), house.category("Closed", ("a1",))
    house.article(inner)
    sent = {"saved": True}
    done = [house.client.put(f"/v1/categories/{id}/saved", sent, house.MEMBER) for id in (empty, inner, closed, "x")]
    assert [answer.status_code for answer in done] == [200, 200, 404, 404]
    assert [each["id"] for each in house.page("home", house.MEMBER)["yours"]] == [inner]
    assert house.page("home")["yours"] == house.page("home", house.OWNER)["yours"] == []
    assert house.page(f"articles?category={inner}", house.MEMBER)["category"]["saved"] is True
    assert house.page(f"articles?category={above}", house.MEMBER)["category"]["saved"] is False
    found = house.page("saved?kind=category", house.MEMBER)["items"]
    assert {(each["title"], each["category"]) for each in found} == {("Small herons", "Herons"), ("Empty", None)}
    assert house.client.put(f"/v1/categories/{inner}/saved", {"saved": False}, house.MEMBER).status_code == 200
    assert house.page("home", house.MEMBER)["yours"] == []


def test_a_saved_category_that_was_closed_since_is_not_there(house: Any) -> None:
    category = house.category()
    house.article(category)
    house.client.put(f"/v1/categories/{category}/saved", {"saved": True}, house.MEMBER)
    house.client.patch(f"/v1/categories/{category}", {"audiences": ["a1"]}, house.AUTHOR, If_Match="*")
    assert house.page("home", house.MEMBER)["yours"] == saved(house, house.MEMBER) == []


@pytest.mark.parametrize("query", ["", "kind=article&"])
def test_the_list_comes_in_pages(house: Any, query: str) -> None:
    category = house.category()
    made = [house.article(category)["id"] for _ in range(21)]
    for id in made:
        save(house, "article", id, house.MEMBER)
    first = house.page(f"saved?{query}", house.MEMBER)
    second = house.page(f"saved?{query}cursor={first['next']}", house.MEMBER)
    assert [item["id"] for item in first["items"] + second["items"]] == made[::-1]
    assert second["next"] is None


def test_what_somebody_saved_goes_with_them(house: Any) -> None:
    article = house.article(house.category())
    save(house, "article", article["id"], house.MEMBER)
    house.tell(
        "accounts.user.erased.v1",
        "ann",
        {"kind": "customer", "state": "suspended", "erasure_id": "e1"},
        person="ann",
        personal={},
    )
    house.take_in()
    assert saved(house, house.MEMBER) == []
