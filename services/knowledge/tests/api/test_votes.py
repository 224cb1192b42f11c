"""Readers say whether an article helped; who looks after it hears why not."""

from typing import Any

import pytest
from sqlalchemy import select

from knowledge.store.tables import articles
from portalkit.tables import outbox

PAGES = "/internal/v1/pages"
ONE, OTHER = "0" * 32, "1" * 32


def vote(house: Any, article: dict[str, Any], viewer: Any, browser: str | None = None, **said: Any) -> Any:
    path = f"/internal/v1/articles/{article['id']}/votes"
    return house.client.post(path, {"helpful": True, "browser": browser} | said, viewer)


def numbers(house: Any, article: dict[str, Any]) -> tuple[int, int]:
    with house.database.reading() as db:
        row = db.rows(select(articles.c.helpful, articles.c.unhelpful).where(articles.c.id == article["id"]))[0]
    return row.helpful, row.unhelpful


def told(house: Any) -> list[tuple[str, str, str]]:
    with house.database.reading() as db:
        rows = db.rows(select(outbox.c.data).where(outbox.c.type == "knowledge.notice.given.v1").order_by(outbox.c.seq))
    return [(row.data["person_id"], row.data["act"], row.data["text"]) for row in rows]


def known(house: Any, *staff: str) -> None:
    for id in staff:
        house.tell("accounts.user.changed.v1", id, {"kind": "staff"}, person=id, personal={"name": id.title()})
    house.take_in()


@pytest.fixture
def article(house: Any) -> Any:
    known(house, "priya", "dora")
    return house.article(house.category())


def test_everybody_counts_once_and_may_change_their_mind(house: Any, article: Any) -> None:
    vote(house, article, house.MEMBER)
    vote(house, article, house.MEMBER)
    vote(house, article, house.VISITOR, ONE)
    vote(house, article, house.VISITOR, OTHER)
    assert numbers(house, article) == (3, 0)
    vote(house, article, house.VISITOR, ONE, helpful=False, reason="outdated")
    vote(house, article, house.MEMBER, helpful=False, reason="unclear")
    assert numbers(house, article) == (1, 2)


def test_who_voted_as_a_visitor_and_then_signed_in_counts_once(house: Any, article: Any) -> None:
    vote(house, article, house.VISITOR, ONE)
    assert vote(house, article, house.MEMBER, ONE).status_code == 200
    assert numbers(house, article) == (1, 0)


def test_a_vote_over_the_public_api_is_a_persons_and_leaves_the_articles_version(house: Any, article: Any) -> None:
    path = f"/v1/articles/{article['id']}/vote"
    answer = house.client.put(path, {"helpful": False, "reason": "wrong", "text": "Step 2."}, house.MEMBER)
    assert answer.json == {"article_id": article["id"], "helpful": False, "reason": "wrong", "text": "Step 2."}
    assert house.client.put(path, {"helpful": True}, house.VISITOR).status_code == 401
    house.edit(article, summary="Two points, cleaner.")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"helpful": False}, "reason"),
        ({"helpful": False, "reason": "ugly"}, "reason"),
        ({"helpful": False, "reason": "other", "text": " "}, "text"),
        ({"helpful": False, "reason": "wrong", "text": "x" * 501}, "text"),
        ({"helpful": True, "browser": "short"}, "browser"),
    ],
)
def test_what_does_not_help_has_a_reason(house: Any, article: Any, said: dict[str, Any], field: str) -> None:
    answer = vote(house, article, house.VISITOR, said.pop("browser", ONE), **said)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])
    assert numbers(house, article) == (0, 0)


def test_nobody_votes_on_what_they_may_not_read_on_their_own_or_without_a_key(house: Any, article: Any) -> None:
    closed = house.article(house.category("Closed", ("a1",)))
    assert vote(house, closed, house.MEMBER).status_code == 404
    assert vote(house, closed, house.OWNER).status_code == 200
    assert vote(house, article, house.AUTHOR).json["slug"] == "own-article"
    assert vote(house, article, house.VISITOR).status_code == 422
    house.withdraw(article)
    assert vote(house, article, house.MEMBER).status_code == 404


def test_owner_and_deputy_hear_why_once_a_day(house: Any, article: Any) -> None:
    house.client.put(f"/v1/articles/{article['id']}/upkeep", {"owner_id": "priya", "deputy_id": "dora"}, house.AUTHOR)
    vote(house, article, house.VISITOR, ONE, helpful=False, reason="outdated", text="The menu looks different.")
    vote(house, article, house.VISITOR, OTHER, helpful=False, reason="unclear")
    said = "It is outdated: The menu looks different."
    assert told(house) == [("priya", "article-unhelpful", said), ("dora", "article-unhelpful", said)]
    house.later(days=1, minutes=1)
    vote(house, article, house.MEMBER, helpful=False, reason="unclear")
    assert told(house)[2:] == [
        ("priya", "article-unhelpful", "It is hard to understand."),
        ("dora", "article-unhelpful", "It is hard to understand."),
    ]


def test_editors_read_what_was_said_but_not_who_said_it(house: Any, article: Any) -> None:
    vote(house, article, house.MEMBER, helpful=False, reason="outdated", text="Menu")
    house.later(minutes=1)
    vote(house, article, house.VISITOR, ONE, helpful=False, reason="outdated")
    vote(house, article, house.OWNER)
    page = house.page(f"staff/article/{article['id']}/votes", house.AUTHOR)
    assert (page["helpful"], page["unhelpful"]) == (1, 2)
    assert [(each["reason"], each["count"]) for each in page["reasons"] if each["count"]] == [("outdated", 2)]
    assert [(each["text"], each["by"], each["of_version"]) for each in page["items"]] == [
        ("", "visitor", 2),
        ("Menu", "member", 2),
    ]
    assert "ann" not in str(page) and ONE not in str(page)
    assert house.page(f"staff/article/{article['id']}/votes", house.STAFF, 403)


def test_what_was_said_comes_in_pages(house: Any, article: Any) -> None:
    for number in range(21):
        vote(house, article, house.VISITOR, f"{number:032x}", helpful=False, reason="wrong", text=f"No. {number}")
    first = house.page(f"staff/article/{article['id']}/votes", house.AUTHOR)
    second = house.page(f"staff/article/{article['id']}/votes?cursor={first['next']}", house.AUTHOR)
    assert [each["text"] for each in first["items"] + second["items"]] == [f"No. {n}" for n in range(20, -1, -1)]
    assert (second["next"], second["unhelpful"]) == (None, 21)


def test_articles_that_helped_the_fewest_come_first_and_old_votes_fall_out(house: Any, article: Any) -> None:
    worse, fine = house.article(article["category_id"]), house.article(article["category_id"])
    vote(house, article, house.MEMBER, helpful=False, reason="wrong")
    vote(house, article, house.OWNER)
    vote(house, worse, house.MEMBER, helpful=False, reason="wrong")
    vote(house, fine, house.MEMBER)
    items = house.page("staff/upkeep?which=unhelpful", house.AUTHOR)["items"]
    shown = [(each["id"], each["helpful"], each["unhelpful"]) for each in items]
    assert shown == [(worse["id"], 0, 1), (article["id"], 1, 1)]
    house.later(days=91)
    assert house.page("staff/upkeep?which=unhelpful", house.AUTHOR)["items"] == []


def test_the_list_of_what_did_not_help_comes_in_pages(house: Any, article: Any) -> None:
    made = [house.article(article["category_id"]) for _ in range(21)]
    for number, each in enumerate(made):
        vote(house, each, house.MEMBER, helpful=False, reason="wrong")
        for browser in range(number % 3):
            vote(house, each, house.VISITOR, f"{browser:032x}")
    first = house.page("staff/upkeep?which=unhelpful", house.AUTHOR)
    second = house.page(f"staff/upkeep?which=unhelpful&cursor={first['next']}", house.AUTHOR)
    found = [each["id"] for each in first["items"] + second["items"]]
    assert found == [each["id"] for share in range(3) for each in made[share::3]]


def test_its_page_says_how_many_it_helped_and_what_one_said_oneself(house: Any, article: Any) -> None:
    vote(house, article, house.MEMBER)
    page = house.page(f"article/{article['id']}", house.MEMBER)
    assert (page["article"]["helpful"], page["mine"]["helped"], page["can"]["vote"]) == (1, True, True)
    assert house.page(f"article/{article['id']}", house.OWNER)["mine"] == {"helped": None, "saved": False}
    assert house.page(f"article/{article['id']}")["mine"] is None
    assert house.page(f"article/{article['id']}", house.AUTHOR)["can"]["vote"] is False


def test_what_somebody_said_goes_with_them(house: Any, article: Any) -> None:
    vote(house, article, house.MEMBER, helpful=False, reason="wrong", text="Ann was here.")
    vote(house, article, house.OWNER)
    house.tell(
        "accounts.user.erased.v1",
        "ann",
        {"kind": "customer", "state": "suspended", "erasure_id": "e1"},
        person="ann",
        personal={},
    )
    house.take_in()
    assert numbers(house, article) == (1, 0)


def test_what_helps_comes_before_what_is_alike(house: Any) -> None:
    category = house.category()
    first, second = (house.article(category, title="Walrus care", body=f"Wash it. {n}") for n in (1, 2))
    house.work()
    assert house.found("walrus") == sorted([first["id"], second["id"]])
    late = max(first["id"], second["id"])
    for number in range(5):
        vote(house, {"id": late}, house.VISITOR, f"{number:032x}")
    house.later(minutes=11)
    house.work()
    assert house.found("walrus")[0] == late


def credits(house: Any) -> list[tuple[str, int, int, list[str]]]:
    with house.database.reading() as db:
        about = outbox.c.type == "knowledge.credit.changed.v1"
        rows = db.rows(select(outbox.c.subject, outbox.c.version, outbox.c.data).where(about).order_by(outbox.c.seq))
    return [(row.subject, row.version, row.data["helpful"], row.data["person_ids"]) for row in rows]


def test_whom_an_article_credits_is_told_of_as_often_as_it_helps_another_one(house: Any) -> None:
    article = house.article(house.category(), topic_id="t", credits=["ben", house.MEMBER.id])
    vote(house, article, house.MEMBER)  # who is credited
    vote(house, article, house.VISITOR, ONE, helpful=False, reason="outdated")
    assert credits(house) == []
    vote(house, article, house.VISITOR, OTHER)
    vote(house, article, house.VISITOR, OTHER)
    vote(house, article, house.VISITOR, ONE)
    vote(house, article, house.VISITOR, ONE, helpful=False, reason="unclear")
    people = ["ben", house.MEMBER.id]
    assert credits(house) == [(article["id"], at, helped, people) for at, helped in ((1, 1), (2, 2), (3, 1))]


def test_an_article_that_credits_nobody_owes_nobody(house: Any, article: Any) -> None:
    vote(house, article, house.VISITOR, ONE)
    assert credits(house) == []
