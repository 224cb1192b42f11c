"""The staff's pages: editors reach everything, and what is not for them is recorded."""

from typing import Any

from sqlalchemy import select

from knowledge.store.tables import reaches

PAGES = "/internal/v1/pages"


def reached(house: Any) -> list[tuple[str, str]]:
    with house.database.reading() as db:
        return [(row.act, row.thing_id) for row in db.rows(select(reaches).order_by(reaches.c.act))]


def test_articles_are_listed_by_state_last_changed_first(house: Any) -> None:
    category = house.category()
    made = {}
    for state in ("draft", "published", "scheduled", "withdrawn"):
        house.later(minutes=1)
        made[state] = house.draft(category, title=state)
    house.later(minutes=1)
    house.publish(made["published"])
    house.publish(made["scheduled"], published_at="2030-01-01T00:00:00Z")
    house.withdraw(house.publish(made["withdrawn"]))
    for state, article in made.items():
        [item] = house.page(f"staff/articles?state={state}", house.AUTHOR)["items"]
        assert (item["id"], item["state"]) == (article["id"], state)
    everything = house.page("staff/articles", house.AUTHOR)["items"]
    assert len(everything) == 4 and everything[-1]["state"] == "draft"


def test_an_editor_reaches_what_is_not_for_them_and_it_is_recorded_once_a_day(house: Any) -> None:
    article = house.draft(house.category(audiences=("a7",)), ("a1",))
    for _ in range(2):
        assert house.page("staff/articles", house.AUTHOR)["items"][0]["audiences"] == ["a1"]
        page = house.page(f"staff/article/{article['id']}", house.AUTHOR)
        assert page["article"]["body"] == "## Begin\n\nTake the buffer."
        assert page["categories"][0]["audiences"] == ["a7"]
    house.edit(article, title="T")
    assert reached(house) == [(act, article["id"]) for act in ("changed", "listed", "opened")]
    house.later(days=1)
    house.page(f"staff/article/{article['id']}", house.AUTHOR)
    assert len(reached(house)) == 4


def test_what_is_for_an_editor_anyway_is_not_recorded(house: Any) -> None:
    article = house.draft(house.category(), ("staff",))
    house.page("staff/articles", house.AUTHOR)
    house.page(f"staff/article/{article['id']}", house.AUTHOR)
    house.edit(article, title="T")
    assert reached(house) == []


def test_staff_who_do_not_write_find_only_what_they_may_read(house: Any) -> None:
    category = house.category()
    closed = house.category("Closed", ("a1",))
    mine = house.article(category, ("staff",))
    house.draft(category, ("staff",))
    house.article(category, ("a1",))
    hidden = house.article(closed, ("everyone",))
    assert [item["id"] for item in house.page("staff/articles", house.STAFF)["items"]] == [mine["id"]]
    assert house.client.get(f"{PAGES}/staff/article/{hidden['id']}", house.STAFF).status_code == 404
    assert [row["name"] for row in house.page("staff/categories", house.STAFF)["categories"]] == ["Heron"]
    assert "opened" not in {act for act, _ in reached(house)}


def test_nobody_else_comes_to_the_desk(house: Any) -> None:
    article = house.article(house.category())
    for path in ("articles", f"article/{article['id']}", "article-new", "categories"):
        assert house.client.get(f"{PAGES}/staff/{path}", house.MEMBER).status_code == 403
        assert house.client.get(f"{PAGES}/staff/{path}").status_code == 401


def test_a_new_article_is_blank_and_may_stand_in_any_category(house: Any) -> None:
    top = house.category("Top")
    house.category("Leaf", ("a1",), top)
    page = house.page("staff/article-new", house.AUTHOR)
    assert (page["article"]["id"], page["article"]["version"], page["article"]["state"]) == (None, 0, "draft")
    assert [(row["name"], row["depth"], row["audiences"]) for row in page["categories"]] == [
        ("Top", 0, ["everyone"]),
        ("Leaf", 1, ["a1"]),
    ]


def test_the_tree_shows_what_a_category_demands_itself_and_with_its_path(house: Any) -> None:
    top = house.category("Top", ("a1",))
    house.draft(house.category("Leaf", ("members",), top))
    leaf = house.page("staff/categories", house.AUTHOR)["categories"][1]
    assert (leaf["audiences"], leaf["demanded"], leaf["count"], leaf["version"]) == (
        ["members"],
        ["a1", "members"],
        1,
        1,
    )


def test_how_many_articles_demand_an_audience_is_told_to_administrators(house: Any) -> None:
    from portalkit.viewer import Viewer

    head = Viewer("head", "staff", frozenset({"administrator"}), frozenset({"everyone", "members", "staff"}))
    category = house.category()
    house.draft(category, ("a1", "a2"))
    house.withdraw(house.publish(house.draft(category, ("a1",))))
    assert [house.page(f"staff/uses/{audience}", head) for audience in ("a1", "a2", "a3")] == [
        {"count": 1},
        {"count": 1},
        {"count": 0},
    ]


def test_an_article_out_of_a_topic_thanks_who_wrote_that_and_tells_editors_when_it_is_for_more(house):
    house.topic_category(key="members")
    house.topic("t1")
    house.take_in()
    category = house.category()
    draft = house.draft(category, ("everyone",), topic_id="t1", credits=["ann", "olaf", "ann"])
    seen = house.page(f"staff/article/{draft['id']}", house.AUTHOR)
    assert seen["origin"] == {"topic_id": "t1", "wider": True}
    narrowed = house.edit(draft, audiences=["members"])
    assert house.page(f"staff/article/{draft['id']}", house.AUTHOR)["origin"]["wider"] is False
    house.publish(narrowed)
    article = house.page(f"article/{draft['id']}", house.MEMBER)["article"]
    assert article["topic_id"] == "t1" and [one["id"] for one in article["credits"]] == ["ann", "olaf"]
    assert house.page(f"staff/article/{house.draft(category)['id']}", house.AUTHOR)["origin"] is None


def test_of_a_topic_that_nobody_is_known_to_read_every_article_is_wider(house):
    draft = house.draft(house.category(), ("members",), topic_id="never")
    assert house.page(f"staff/article/{draft['id']}", house.AUTHOR)["origin"]["wider"] is True
