"""What authors pin stands first in the list of its category, in their order, until a date or for good."""

from datetime import timedelta
from typing import Any

import pytest

from portalkit.viewer import VISITOR


def pin(house: Any, article: dict[str, Any], pinned: bool = True, viewer: Any = None, **how: Any) -> Any:
    sent = {"pinned": pinned} | how
    return house.client.put(f"/v1/articles/{article['id']}/pinned", sent, viewer or house.AUTHOR)


def listed(house: Any, category: str, viewer: Any = VISITOR, **more: str) -> tuple[list[str], list[str]]:
    query = "&".join(f"{name}={value}" for name, value in {"category": category, **more}.items())
    page = house.page(f"articles?{query}", viewer)
    return tuple([item["id"] for item in page[which]] for which in ("pinned", "items"))  # type: ignore[return-value]


def made(house: Any, category: str, number: int, **more: Any) -> list[dict[str, Any]]:
    """So many articles, the newest first."""
    articles = []
    for _ in range(number):
        house.later(minutes=1)
        articles.append(house.article(category, **more))
    return articles[::-1]


def ids(articles: list[dict[str, Any]]) -> list[str]:
    return [article["id"] for article in articles]


def test_pinned_articles_stand_above_the_others_of_their_category_in_the_order_of_their_places(house: Any) -> None:
    category = house.category()
    articles = made(house, category, 4)
    newest, second, third, oldest = ids(articles)
    assert [pin(house, each).json["pin"]["place"] for each in (articles[3], articles[2])] == [1, 2]
    assert listed(house, category) == ([oldest, third], [newest, second])
    assert pin(house, articles[1], place=1).json["pin"] == {"place": 1, "until": None}
    assert listed(house, category) == ([second, oldest, third], [newest])
    assert house.page(f"staff/article/{oldest}", house.AUTHOR)["pin"] == {"place": 2, "until": None}
    assert pin(house, articles[3], pinned=False).json["pin"] is None
    assert listed(house, category) == ([second, third], [newest, oldest])


def test_a_pin_is_over_at_its_time_and_pages_kept_till_then_hold_no_longer(house: Any) -> None:
    category = house.category()
    newer, older = made(house, category, 2)
    address = f"/internal/v1/pages/articles?category={category}"
    assert pin(house, older, until=house.now.isoformat()).status_code == 422
    pin(house, older, until=(house.now + timedelta(hours=1)).isoformat())
    tag = house.client.get(address).headers["ETag"]
    house.later(minutes=59)
    assert house.client.get(address, If_None_Match=tag).status_code == 304
    house.later(minutes=2)
    assert house.client.get(address, If_None_Match=tag).status_code == 200
    assert listed(house, category) == ([], ids([newer, older]))
    assert house.page(f"staff/article/{older['id']}", house.AUTHOR)["pin"] is None


def test_lists_of_all_of_a_kind_and_of_the_category_above_are_by_date(house: Any) -> None:
    above = house.category("Above")
    below = house.category("Below", parent=above)
    newer, older = made(house, below, 2, genre="faq")
    pin(house, older)
    assert listed(house, below) == (ids([older]), ids([newer]))
    assert listed(house, above) == listed(house, below, genre="faq") == ([], ids([newer, older]))
    assert [item["id"] for item in house.page("articles")["items"]] == ids([newer, older])


def test_further_pages_have_what_is_not_pinned_once(house: Any) -> None:
    category = house.category()
    articles = made(house, category, 23)
    pin(house, articles[22])
    pin(house, articles[0])
    first = house.page(f"articles?category={category}")
    second = house.page(f"articles?category={category}&cursor={first['next']}")
    assert [item["id"] for item in first["items"] + second["items"]] == ids(articles[1:22])
    assert (len(first["items"]), len(first["pinned"]), second["pinned"], second["next"]) == (20, 2, [], None)


def test_a_pin_shows_nobody_what_they_may_not_read_nor_what_is_not_out(house: Any) -> None:
    category = house.category()
    closed, draft = house.article(category, ("a1",)), house.draft(category)
    assert (pin(house, closed).status_code, pin(house, draft).status_code) == (200, 200)
    assert listed(house, category) == ([], [])
    assert listed(house, category, house.OWNER)[1] == []
    house.publish(draft)
    assert listed(house, category)[0] == [draft["id"]]


def test_which_place_it_has_is_told_to_editors_alone(house: Any) -> None:
    article = house.article(house.category())
    pin(house, article)
    assert house.page(f"staff/article/{article['id']}", house.STAFF)["pin"] is None


def test_in_another_category_the_article_is_pinned_no_more(house: Any) -> None:
    category, other = house.category(), house.category("Other")
    article = house.article(category)
    pin(house, article)
    article = house.edit(article, category_id=other)
    assert (listed(house, category), listed(house, other)) == (([], []), ([], [article["id"]]))


def test_no_more_than_ten_are_pinned_no_translation_and_by_authors_alone(house: Any) -> None:
    category = house.category()
    articles = made(house, category, 11)
    assert [pin(house, each).status_code for each in articles] == [200] * 10 + [409]
    assert pin(house, articles[0], place=10).json["pin"]["place"] == 10
    german = house.draft(category, language="de", translation_of=articles[0]["id"])
    assert pin(house, german).status_code == 409
    assert pin(house, articles[0], viewer=house.MEMBER).status_code == 403


@pytest.mark.parametrize("how", [{"place": 0}, {"place": 11}, {"place": "first"}, {"until": "tomorrow"}])
def test_a_pin_that_makes_no_sense_is_refused(house: Any, how: dict[str, Any]) -> None:
    assert pin(house, house.article(house.category()), **how).status_code == 422
