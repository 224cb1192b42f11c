"""Counts and lists hold against what the rows say, and take few statements however many rows there are."""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, select

from knowledge.store.tables import articles

PAGES = "/internal/v1/pages"
READS = ["home", "articles", "articles?category={category}", "article/{article}", "search?q=walrus", "sitemap"]
READS += ["suggestions?q=wal", "staff/articles", "staff/article/{article}", "staff/categories", "staff/article-new"]
READS += ["staff/article/{article}/revisions", "staff/reviews", "staff/upkeep", "staff/upkeep?which=due"]
READS += ["staff/upkeep?which=unhelpful", "staff/article/{article}/votes", "saved", "saved?kind=topic"]
READS += ["article/{rich}", "feed", "feed?category={category}"]


@contextmanager
def counted(house: Any) -> Iterator[list[str]]:
    said: list[str] = []

    def heard(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        if not statement.startswith("BEGIN"):
            said.append(statement)

    event.listen(house.database.engine, "before_cursor_execute", heard)
    yield said
    event.remove(house.database.engine, "before_cursor_execute", heard)


def test_no_read_takes_more_than_three_statements_whatever_the_number_of_rows(house: Any) -> None:
    category = house.category()
    first = house.article(category, title="Walrus")
    rich = house.article(category, title="Walrus", topic_id="t", credits=["ann"])
    house.article(category, title="Walross", language="de", translation_of=rich["id"])
    house.work()
    costs = []
    for _ in range(2):
        cost = {}
        for read in READS:
            with counted(house) as said:
                house.page(read.format(category=category, article=first["id"], rich=rich["id"]), house.AUTHOR)
            cost[read] = len(said)
        things = [{"kind": "article", "id": first["id"]}]
        with counted(house) as said:
            house.client.post("/internal/v1/visible", {"things": things})
        costs.append(cost | {"visible": len(said)})
        for number in range(30):
            house.client.post(f"/v1/articles/{rich['id']}/comments", {"body": "Fine."}, house.MEMBER)
            house.article(house.category(f"C{number}", parent=category), title="Walrus again")
        house.work()
    assert costs[0] == costs[1]
    assert max(costs[1].values()) <= 3, costs[1]


def test_a_conditional_read_of_what_has_not_changed_takes_one_statement(house: Any) -> None:
    article = house.article(house.category())
    for read in ("home", "articles", f"article/{article['id']}"):
        tag = house.client.get(f"{PAGES}/{read}").headers["ETag"]
        with counted(house) as said:
            assert house.client.get(f"{PAGES}/{read}", If_None_Match=tag).status_code == 304
        assert len(said) == 1


def test_counts_are_right_after_whatever_was_done(house: Any) -> None:
    chance = random.Random(20)  # noqa: S311
    places = [house.category("A"), house.category("B", ("members",)), house.category("C", ("a1",))]
    things = [house.draft(chance.choice(places)) for _ in range(12)]
    for _ in range(70):
        at = chance.randrange(12)
        act = chance.choice(["publish", "publish", "withdraw", "move", "narrow", "plan", "end", "wait"])
        if act == "publish":
            things[at] = house.publish(things[at])
        elif act == "withdraw":
            things[at] = house.withdraw(things[at])
        elif act == "move":
            things[at] = house.edit(things[at], category_id=chance.choice(places))
        elif act == "narrow":
            things[at] = house.edit(things[at], audiences=[chance.choice(["everyone", "members", "a1"])])
        elif act == "plan":
            things[at] = house.edit(things[at], published_at=house.now.replace(hour=23).isoformat(), expires_at=None)
        elif act == "end" and things[at]["published_at"] and things[at]["published_at"] < house.now.isoformat():
            things[at] = house.edit(things[at], expires_at=house.now.isoformat())
        else:
            house.later(minutes=5)
        for viewer in (house.VISITOR, house.MEMBER, house.OWNER):
            shown = {row["id"]: row["article_count"] for row in house.page("home", viewer)["categories"]}
            listed = [card["category"]["id"] for card in house.page("articles", viewer)["items"]]
            assert shown == Counter(listed)
    with house.database.reading() as db:
        states = {row.state for row in db.rows(select(articles.c.state))}
    assert states >= {"published", "withdrawn"}


def test_an_article_comes_out_and_expires_at_the_minute_in_every_list_feed_and_search(house: Any) -> None:
    category = house.category()
    late = house.now.replace(hour=11).isoformat()
    article = house.draft(category, title="Gentian", expires_at=late)
    house.publish(article, published_at=house.now.replace(hour=10).isoformat())
    house.work()
    seen = []
    for hour, minute in ((9, 59), (10, 0), (10, 59), (11, 0)):
        house.now = house.now.replace(hour=hour, minute=minute)
        found = house.found("gentian") == [article["id"]]
        suggested = house.page("suggestions?q=genti")["suggestions"] != []
        counted = [each["article_count"] for each in house.page("home")["categories"]] == [1]
        read = house.client.get(f"{PAGES}/article/{article['id']}").status_code == 200
        lists = ("articles", "sitemap", "feed", f"feed?category={category}", "feed?genre=article")
        seen.append({found, suggested, counted, read, *(house.page(each)["items"] != [] for each in lists)})
    assert seen == [{False}, {True}, {True}, {False}]
