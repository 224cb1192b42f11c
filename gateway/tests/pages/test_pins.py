"""An author pins an article above the others of its category, and everybody sees that it is."""

import re

from .reading import errors, field, ids


def pinned(page):
    """The articles that a page marks as pinned."""
    rows = [row for row in page.text.split("<li>") if "Pinned</span>" in row]
    return [re.search(r'href="/articles/([0-9a-f-]{36})', row)[1] for row in rows]


def test_an_author_pins_an_article_and_unpins_it_again(olga, visitor):
    category = re.search(r'<option value="([0-9a-f-]{36})"', olga.get("/staff/articles/new").text)[1]
    (old,) = ids(visitor.get("/articles"), "articles")
    sent = {"title": "The newer one", "audiences": "everyone", "body": "B", "language": "en", "category_id": category}
    made = olga.post("/staff/articles/new", sent | {"do": "publish"}).headers["Location"]
    new = made.removeprefix("/staff/articles/")
    place, shelf = f"/staff/articles/{old}/pin", f"/articles?category={category}"
    assert olga.post(place, {"on": "1", "place": "1", "until": "2091-02-03T04:05"}).status_code == 303
    page = olga.get(f"/staff/articles/{old}")
    assert "It is pinned" in page.text and (field(page, "place"), field(page, "until")) == ("1", "2091-02-03T04:05")
    page = visitor.get(shelf)
    assert (ids(page, "articles"), pinned(page)) == ([old, new], [old])
    assert (ids(visitor.get("/articles"), "articles"), pinned(visitor.get("/articles"))) == ([new, old], [])
    olga.post(place, {"on": "0"})
    page = visitor.get(shelf)
    assert (ids(page, "articles"), pinned(page)) == ([new, old], [])


def test_what_makes_no_sense_comes_back_with_what_was_typed(olga, ana, visitor):
    article = ids(visitor.get("/articles"), "articles")[0]
    page = olga.post(f"/staff/articles/{article}/pin", {"on": "1", "place": "11", "until": "2091-02-03T04:05"})
    assert page.status_code == 422 and field(page, "until") == "2091-02-03T04:05"
    assert errors(page) == ["Write a number from 1 to 10, or nothing for the last place."]
    page = olga.post(f"/staff/articles/{article}/pin", {"on": "1", "until": "2020-02-03T04:05"})
    assert errors(page) == ["That is over already."]
    assert ana.post(f"/staff/articles/{article}/pin", {"on": "1"}).status_code == 403
