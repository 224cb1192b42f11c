"""Content from elsewhere comes once, however often it is sent."""

from typing import Any

from sqlalchemy import select

from portalkit.tables import outbox
from portalkit.testing import published

CATEGORIES = [
    {"external_id": "heron", "name": "Heron", "description": "", "parent": None, "audiences": ["everyone"]},
    {"external_id": "care", "name": "Care", "description": "", "parent": "heron", "audiences": ["members"]},
]
ARTICLE = {
    "external_id": "modbus",
    "title": "Connect over Modbus",
    "summary": "Wiring and registers.",
    "body": "## Wire it\n\nTerminals 31 and 32.",
    "category": "care",
    "audiences": ["everyone"],
    "product": "heron-500",
    "language": "en",
    "author_id": "owen",
    "published_at": "2025-02-17T16:00:00+00:00",
    "updated_at": "2026-11-04T17:30:00+00:00",
}


def send(house: Any, noun: str, *items: dict[str, Any]) -> Any:
    return house.client.post(f"/v1/import/{noun}", {"items": list(items)}, house.IMPORTER)


def outcomes(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.json
    return [item["outcome"] for item in answer.json["items"]]


def test_an_import_says_what_sort_of_article_it_is(house: Any) -> None:
    send(house, "categories", *CATEGORIES)
    send(house, "articles", ARTICLE)
    assert outcomes(send(house, "articles", ARTICLE | {"genre": "article"})) == ["unchanged"]
    assert outcomes(send(house, "articles", ARTICLE | {"genre": "faq"})) == ["changed"]
    [card] = house.page("articles?genre=faq", house.MEMBER)["items"]
    assert card["title"] == ARTICLE["title"]


def test_an_import_keeps_dates_and_author_and_the_second_time_changes_nothing(house: Any) -> None:
    assert outcomes(send(house, "categories", *CATEGORIES)) == ["created", "created"]
    first = send(house, "articles", ARTICLE)
    assert outcomes(first) == ["created"]
    with house.database.reading() as db:
        told = published(db)
    assert {type.split(".")[2] for type, _, _ in told} - {"sent"} == {"restated"}
    assert outcomes(send(house, "categories", *CATEGORIES)) == ["unchanged", "unchanged"]
    assert outcomes(send(house, "articles", ARTICLE)) == ["unchanged"]
    with house.database.reading() as db:
        assert published(db) == told
    article = house.page(f"article/{first.json['items'][0]['id']}", house.MEMBER)["article"]
    assert (article["published_at"], article["updated_at"]) == (ARTICLE["published_at"], ARTICLE["updated_at"])
    assert article["author"]["id"] == "owen"
    house.work()
    assert house.found("modbus", house.MEMBER) == [article["id"]]
    assert house.found("modbus") == []


def test_a_site_of_a_hundred_pages_that_is_imported_twice_is_a_hundred_articles(house: Any) -> None:
    send(house, "categories", *CATEGORIES)
    pages = [ARTICLE | {"external_id": f"site-{n}", "title": f"Page {n}", "body": f"Of {n}."} for n in range(100)]
    first, second = (send(house, "articles", *pages) for _ in range(2))
    assert (outcomes(first), outcomes(second)) == (["created"] * 100, ["unchanged"] * 100)
    assert [item["id"] for item in first.json["items"]] == [item["id"] for item in second.json["items"]]
    assert house.page("articles", house.MEMBER)["children"][0]["article_count"] == 100
    assert {item["alike"] for item in second.json["items"]} == {None}


def test_an_import_names_what_seems_to_be_there_already_under_another_id(house: Any) -> None:
    send(house, "categories", *CATEGORIES)
    [first] = send(house, "articles", ARTICLE).json["items"]
    again, german, other = send(
        house,
        "articles",
        ARTICLE | {"external_id": "https://old.example/modbus"},
        ARTICLE | {"external_id": "de", "language": "de"},
        ARTICLE | {"external_id": "other", "title": "Another"},
    ).json["items"]
    assert [item["alike"] for item in (first, again, german, other)] == [None, first["id"], None, None]
    house.withdraw({"id": again["id"], "version": 1})
    assert send(house, "articles", ARTICLE).json["items"][0]["alike"] is None


def test_what_changed_elsewhere_is_changed_here_and_keeps_its_id(house: Any) -> None:
    send(house, "categories", *CATEGORIES)
    first = send(house, "articles", ARTICLE).json["items"][0]["id"]
    second = send(house, "articles", ARTICLE | {"title": "Modbus, again", "body": "New."})
    assert outcomes(second) == ["changed"]
    assert second.json["items"][0]["id"] == first
    page = house.page(f"article/{first}", house.MEMBER)["article"]
    assert (page["title"], page["html"], page["version"]) == ("Modbus, again", "<p>New.</p>\n", 2)
    assert outcomes(send(house, "categories", CATEGORIES[0] | {"audiences": ["a1"]})) == ["changed"]
    assert house.client.get(f"/internal/v1/pages/article/{first}", house.MEMBER).status_code == 404


def test_what_grew_out_of_a_topic_credits_who_wrote_it_for_whom_it_helps(house: Any) -> None:
    send(house, "categories", *CATEGORIES)
    house.topic_category()
    house.topic("t")
    house.work()
    grown = ARTICLE | {"topic_id": "t", "credits": ["ben", house.MEMBER.id, "ben"]}
    id = send(house, "articles", grown).json["items"][0]["id"]
    assert outcomes(send(house, "articles", grown)) == ["unchanged"]
    for voter in (house.MEMBER, house.OWNER):  # who is credited owes nobody
        assert house.client.put(f"/v1/articles/{id}/vote", {"helpful": True}, voter).status_code == 200
    assert told(house) == [{"topic_id": "t", "person_ids": ["ben", house.MEMBER.id], "helpful": 1}]
    send(house, "articles", grown | {"credits": ["ben"]})
    assert told(house)[1:] == [{"topic_id": "t", "person_ids": ["ben"], "helpful": 2}]


def told(house: Any) -> list[Any]:
    with house.database.reading() as db:
        about = outbox.c.type == "knowledge.credit.changed.v1"
        return [row.data for row in db.rows(select(outbox.c.data).where(about).order_by(outbox.c.id))]


def test_one_wrong_item_and_nothing_is_imported(house: Any) -> None:
    send(house, "categories", *CATEGORIES)
    answer = send(house, "articles", ARTICLE, ARTICLE | {"external_id": "x", "category": "nowhere"})
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == ["items.1.category"]
    assert house.page("articles", house.MEMBER)["items"] == []
    answer = send(house, "categories", {**CATEGORIES[1], "external_id": "y", "parent": "nowhere"})
    assert list(answer.json["errors"]) == ["items.0.parent"]
    assert send(house, "articles", *([ARTICLE] * 101)).status_code == 422


def test_only_importers_import(house: Any) -> None:
    for viewer, status in ((house.VISITOR, 401), (house.MEMBER, 403), (house.STAFF, 403), (house.AUTHOR, 403)):
        answer = house.client.post("/v1/import/articles", {"items": [ARTICLE]}, viewer)
        assert answer.status_code == status
