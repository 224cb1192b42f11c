"""The shortest way through the whole service."""

from typing import Any


def test_what_an_author_publishes_is_listed_read_and_found(house: Any) -> None:
    category = house.category()
    article = house.article(category)
    house.work()
    home = house.page("home")
    assert [card["id"] for card in home["latest"]] == [article["id"]]
    assert home["categories"][0]["article_count"] == 1
    page = house.page(f"article/{article['id']}")
    assert page["article"]["toc"] == [{"id": "h-begin", "title": "Begin", "level": 2}]
    assert "<p>Take the buffer.</p>" in page["article"]["html"]
    assert house.found("buffer") == [article["id"]]
    assert house.page("suggestions?q=cali")["suggestions"][0]["title"] == "Calibrate in place"
