"""Articles over HTTP: written, published, changed, withdrawn."""

from typing import Any

import pytest

from portalkit.ids import new_id

PAGES = "/internal/v1/pages"


def test_a_draft_is_for_nobody_until_it_is_published(house: Any) -> None:
    category = house.category()
    draft = house.draft(category)
    house.work()
    assert (draft["state"], draft["version"]) == ("draft", 1)
    for viewer in (house.VISITOR, house.STAFF, house.AUTHOR):
        assert house.client.get(f"/v1/articles/{draft['id']}", viewer).status_code == 404
    assert house.found("buffer", house.AUTHOR) == []
    out = house.publish(draft)
    house.work()
    answer = house.client.get(f"/v1/articles/{draft['id']}")
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    assert answer.json["category"] == {"id": category, "name": "Heron"}
    assert out["published_at"] == house.now.isoformat()


def test_an_article_names_its_author_once_the_name_is_known(house: Any) -> None:
    article = house.article(house.category())
    path = f"{PAGES}/article/{article['id']}"
    assert house.client.get(path).json["article"]["author"]["name"] == "A former member"
    who = {"person": "priya", "personal": {"name": "Priya Raman", "email": "p@x.example", "locale": "en"}}
    house.tell("accounts.user.registered.v1", "priya", {"kind": "staff"}, **who)
    house.work()
    assert house.client.get(path).json["article"]["author"] == {"id": "priya", "name": "Priya Raman", "kind": "staff"}
    house.tell("accounts.user.changed.v1", "priya", {"kind": "staff"}, person="priya", personal={})
    house.work()
    assert house.client.get(path).json["article"]["author"]["name"] == "A former member"


def test_the_slower_of_two_editors_is_told_and_loses_nothing(house: Any) -> None:
    article = house.article(house.category())
    house.edit(article, title="First")
    answer = house.client.patch(f"/v1/articles/{article['id']}", {"title": "Second"}, house.AUTHOR, article["version"])
    assert (answer.status_code, answer.json["slug"]) == (412, "stale")
    assert house.client.get(f"/v1/articles/{article['id']}").json["title"] == "First"


def test_a_change_names_the_version_that_was_read(house: Any) -> None:
    article = house.article(house.category())
    answer = house.client.patch(f"/v1/articles/{article['id']}", {"title": "X"}, house.AUTHOR)
    assert (answer.status_code, answer.json["slug"]) == (428, "precondition-required")
    answer = house.client.patch(f"/v1/articles/{article['id']}", {"title": "X"}, house.AUTHOR, If_Match="*")
    assert answer.status_code == 200


def test_publishing_takes_last_changes_along(house: Any) -> None:
    draft = house.draft(house.category())
    out = house.publish(draft, title="Better", body="New **words**.")
    assert (out["title"], out["version"]) == ("Better", 2)
    assert "<strong>words</strong>" in house.page(f"article/{draft['id']}")["article"]["html"]


def test_an_article_that_is_out_keeps_its_date_when_the_field_is_left_empty(house: Any) -> None:
    article = house.article(house.category())
    house.later(hours=1)
    changed = house.edit(article, title="X", published_at=None)
    assert changed["published_at"] == article["published_at"]
    assert house.publish(changed)["published_at"] == article["published_at"]


def test_a_withdrawn_article_is_gone_and_can_come_back(house: Any) -> None:
    article = house.article(house.category())
    house.work()
    gone = house.withdraw(article)
    assert gone["state"] == "withdrawn"
    assert house.client.get(f"/v1/articles/{article['id']}").status_code == 404
    back = house.publish(gone)
    house.work()
    assert back["published_at"] == article["published_at"]
    assert house.found("buffer") == [article["id"]]


def test_lists_are_newest_first_and_their_pages_meet_without_gap_or_repeat(house: Any) -> None:
    category = house.category()
    made = []
    for number in range(45):
        house.later(minutes=number % 2)  # pairs of the same time
        made.append(house.article(category, title=f"Number {number}")["id"])
    for path in ("/v1/articles?", f"{PAGES}/articles?category={category}&"):
        seen: list[tuple[str, str]] = []
        cursor = ""
        while cursor is not None:
            answer = house.client.get(f"{path}cursor={cursor}" if cursor else path.rstrip("?&")).json
            seen += [(card["published_at"], card["id"]) for card in answer["items"]]
            assert len(answer["items"]) <= 20
            cursor = answer["next"]
        assert sorted(id for _, id in seen) == sorted(made)
        assert seen == sorted(seen, reverse=True)


def test_a_cursor_is_good_for_its_own_list_only(house: Any) -> None:
    category = house.category()
    for _ in range(21):
        house.article(category)
    cursor = house.client.get("/v1/articles").json["next"]
    answer = house.client.get(f"/v1/articles?category={category}&cursor={cursor}")
    assert (answer.status_code, answer.json["slug"]) == (400, "bad-cursor")


def test_lists_are_narrowed_to_one_genre_and_page_on_in_it(house: Any) -> None:
    category, other = house.category(), house.category("Tern")
    for number in range(21):
        house.later(minutes=1)
        house.article(category, title=f"News {number}", genre="news")
        house.article(category, title=f"Article {number}")
    news = house.article(other, title="Elsewhere", genre="news")
    for path in ("/v1/articles", f"{PAGES}/articles"):
        first = house.client.get(f"{path}?genre=news&category={category}").json
        rest = house.client.get(f"{path}?genre=news&category={category}&cursor={first['next']}").json
        assert [len(first["items"]), len(rest["items"]), rest["next"]] == [20, 1, None]
        assert {card["genre"] for card in first["items"] + rest["items"]} == {"news"}
        assert house.client.get(f"{path}?genre=news").json["items"][0]["id"] == news["id"]
        assert house.client.get(f"{path}?genre=blog").json["items"] == []
        assert house.client.get(f"{path}?genre=poem").status_code == 422


def test_an_article_shows_the_newest_beside_it(house: Any) -> None:
    category, other = house.category(), house.category("Tern")
    house.article(other, title="Elsewhere")
    made = []
    for number in range(7):
        house.later(minutes=1)
        made.append(house.article(category, title=f"Number {number}")["id"])
    siblings = house.page(f"article/{made[6]}")["siblings"]
    assert [card["id"] for card in siblings] == made[5:0:-1]
    assert siblings[0]["category"] == {"id": category, "name": "Heron"}


def test_only_staff_is_told_who_may_read_an_article(house: Any) -> None:
    article = house.article(house.category(), ("members",))
    assert "audiences" not in house.page(f"article/{article['id']}", house.MEMBER)["article"]
    page = house.page(f"article/{article['id']}", house.STAFF)
    assert page["article"]["audiences"] == [{"id": "members", "name": "Members"}]
    assert page["can"]["edit"] is False
    assert house.page(f"article/{article['id']}", house.AUTHOR)["can"]["edit"] is True


@pytest.mark.parametrize("who", ["VISITOR", "MEMBER", "STAFF", "IMPORTER"])
def test_only_authors_and_administrators_write(house: Any, who: str) -> None:
    viewer = getattr(house, who)
    article = house.article(house.category())
    body = {"title": "T", "category_id": article["category_id"], "audiences": ["everyone"]}
    statuses = {
        house.client.post("/v1/articles", body, viewer).status_code,
        house.client.patch(f"/v1/articles/{article['id']}", {"title": "T"}, viewer, 2).status_code,
        house.client.post(f"/v1/articles/{article['id']}/publish", {}, viewer, If_Match='"2"').status_code,
        house.client.post(f"/v1/articles/{article['id']}/withdraw", None, viewer, If_Match='"2"').status_code,
        house.client.post("/v1/categories", {"name": "N", "audiences": ["everyone"]}, viewer).status_code,
        house.client.patch(f"/v1/categories/{article['category_id']}", {"name": "N"}, viewer, 1).status_code,
    }
    assert statuses == {401 if who == "VISITOR" else 403}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": 7}, "title"),
        ({"summary": "x" * 501}, "summary"),
        ({"body": "x" * 60_001}, "body"),
        ({"audiences": ["a1b"]}, "audiences"),
        ({"audiences": "everyone"}, "audiences"),
        ({"language": "english"}, "language"),
        ({"published_at": "tomorrow"}, "published_at"),
        ({"published_at": "2026-11-22T09:00:00"}, "published_at"),
        ({"category_id": "nowhere"}, "category_id"),
        ({"state": "published"}, "state"),
        ({"genre": "poem"}, "genre"),
        ({"published_at": "2026-11-23T09:00:00Z", "expires_at": "2026-11-23T08:00:00Z"}, "expires_at"),
        ({"title": "bell\x07"}, "title"),
    ],
)
def test_what_is_wrong_in_an_article_is_said_at_its_field(house: Any, wrong: dict[str, Any], field: str) -> None:
    body = {"title": "T", "category_id": house.category(), "audiences": ["everyone"]} | wrong
    answer = house.client.post("/v1/articles", body, house.AUTHOR)
    assert (answer.status_code, answer.json["slug"]) == (422, "invalid")
    assert list(answer.json["errors"])[0].split(".")[0] == field


def test_a_draft_is_begun_once_however_often_it_is_sent(house: Any) -> None:
    body = {"title": "T", "category_id": house.category(), "audiences": ["everyone"]}
    one = house.client.post("/v1/articles", body, house.AUTHOR, Idempotency_Key="k")
    two = house.client.post("/v1/articles", body, house.AUTHOR, Idempotency_Key="k")
    assert (one.json["id"], two.headers["Idempotency-Replayed"]) == (two.json["id"], "true")
    other = house.client.post("/v1/articles", body | {"title": "U"}, house.AUTHOR, Idempotency_Key="k")
    assert (other.status_code, other.json["slug"]) == (422, "idempotency-key-reused")


def test_a_missing_article_is_missing_for_editors_too(house: Any) -> None:
    assert house.client.patch("/v1/articles/nowhere", {"title": "T"}, house.AUTHOR, 1).status_code == 404
    assert house.client.get(f"{PAGES}/staff/article/nowhere", house.AUTHOR).status_code == 404


def test_the_sitemap_holds_what_everyone_may_read_whoever_asks(house: Any) -> None:
    category = house.category()
    everyones = house.article(category)
    house.article(category, ("members",))
    for viewer in (house.VISITOR, house.AUTHOR):
        answer = house.page("sitemap", viewer)
        told = {name: everyones[name] for name in ("id", "title")} | {"updated_at": house.now.isoformat()}
        assert answer == {"items": [told], "next": None}


def test_the_closest_come_first_by_product_category_and_words_of_the_title(house: Any) -> None:
    here, there = house.category("Here"), house.category("There")
    heron = {"product": "heron-300"}
    asked = house.article(here, title="Calibrating the probe", **heron)
    made = {
        "words and product elsewhere": house.article(there, title="A probe is calibrated", **heron),
        "only the product": house.article(there, title="Mounting", **heron),
        "only the category": house.article(here, title="Storing the pump", product="tern-2"),
        "words and category": house.article(here, title="The probe in winter"),
        "nothing": house.article(there, title="Calibrating the probe", product="tern-2"),
        "closed": house.article(there, ("a1",), title="Calibrating the probe", **heron),
    }
    found = [card["id"] for card in house.page(f"article/{asked['id']}")["siblings"]]
    names = [name for id in found for name, each in made.items() if each["id"] == id]
    assert names == ["words and product elsewhere", "words and category", "only the product", "only the category"]


def merge(house: Any, article: dict[str, Any], into: str, viewer: Any = None) -> Any:
    path = f"/v1/articles/{article['id']}/merge"
    return house.client.post(path, {"into": into}, viewer or house.AUTHOR, If_Match="*")


def test_a_merged_articles_address_leads_to_the_one_that_took_its_place(house: Any) -> None:
    category = house.category()
    old, newer, newest = (house.article(category) for _ in range(3))
    assert merge(house, old, newer["id"]).json["state"] == "withdrawn"
    house.page(f"article/{old['id']}", status=404)
    assert house.page(f"article/{old['id']}/moved") == {"to": newer["id"], "title": newer["title"]}
    merge(house, newer, newest["id"])
    assert house.page(f"article/{old['id']}/moved") == {"to": newest["id"], "title": newest["title"]}
    back = house.client.get(f"{PAGES}/staff/article/{old['id']}", house.AUTHOR).json["article"]
    house.publish(back)
    house.page(f"article/{old['id']}/moved", status=404)


def test_only_who_could_read_the_one_and_may_read_the_other_is_led_there(house: Any) -> None:
    category = house.category()
    closed, article = house.article(category, ("a1",)), house.article(category)
    merge(house, closed, article["id"])
    assert house.page(f"article/{closed['id']}/moved", house.OWNER) == {"to": article["id"], "title": article["title"]}
    house.page(f"article/{closed['id']}/moved", house.MEMBER, 404)
    inner = house.article(category, ("a1",))
    merge(house, article, inner["id"])
    assert house.page(f"article/{closed['id']}/moved", house.OWNER) == {"to": inner["id"], "title": inner["title"]}
    house.page(f"article/{article['id']}/moved", house.MEMBER, 404)
    house.page(f"article/{new_id()}/moved", house.OWNER, 404)


def test_nothing_is_merged_into_itself_or_into_what_is_not_out(house: Any) -> None:
    article, draft = house.article(house.category()), house.draft(house.category())
    for into in (article["id"], draft["id"], new_id()):
        answer = merge(house, article, into)
        assert (answer.status_code, list(answer.json["errors"])) == (422, ["into"])
    assert merge(house, article, draft["id"], house.STAFF).status_code == 403


def test_an_articles_address_stays_when_it_moves_or_is_renamed(house: Any) -> None:
    article = house.article(house.category())
    house.edit(article, category_id=house.category("Other"), title="Called otherwise")
    assert house.page(f"article/{article['id']}")["article"]["title"] == "Called otherwise"
