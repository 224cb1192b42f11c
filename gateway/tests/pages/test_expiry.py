import re

from .reading import errors, field


def test_an_author_says_until_when_an_article_is_there(olga, visitor):
    category = re.search(r'<option value="([0-9a-f-]{36})"', olga.get("/staff/articles/new").text)[1]
    sent = {
        "title": "Summer offer",
        "category_id": category,
        "audiences": "everyone",
        "body": "Cheap.",
        "language": "en",
    }
    sent |= {"published_at": "2026-01-01T08:00", "expires_at": "2091-02-03T04:05", "do": "publish"}
    place = olga.post("/staff/articles/new", sent).headers["Location"]
    assert field(olga.get(place), "expires_at") == "2091-02-03T04:05"
    assert "Until <time" in olga.get("/staff/articles").text
    address = place.removeprefix("/staff")
    assert visitor.get(address).status_code == 200
    over = sent | {"version": field(olga.get(place), "version"), "expires_at": "2026-02-01T08:00"}
    assert olga.post(place, over).status_code == 303
    assert visitor.get(address).status_code == 404
    assert "Taken away <time" in olga.get("/staff/articles").text


def test_an_article_cannot_be_over_before_it_begins(olga):
    category = re.search(r'<option value="([0-9a-f-]{36})"', olga.get("/staff/articles/new").text)[1]
    sent = {"title": "T", "category_id": category, "language": "en", "expires_at": "2026-01-01T08:00", "body": "B"}
    page = olga.post("/staff/articles/new", sent | {"published_at": "2026-01-02T08:00"})
    assert (page.status_code, errors(page)) == (422, ["It would expire before it is published."])
    page = olga.post("/staff/articles/new", sent | {"expires_at": "soon"})
    assert errors(page) == ["Write a day and a time, such as 2026-11-22T14:00."]
