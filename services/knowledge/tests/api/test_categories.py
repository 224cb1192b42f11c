"""The tree: it narrows downwards, and what changes above is true below at once."""

from typing import Any

from sqlalchemy import select

from knowledge.store.tables import categories
from portalkit.testing import published

PAGES = "/internal/v1/pages"


def change(house: Any, id: str, version: int, **changes: Any) -> Any:
    return house.client.patch(f"/v1/categories/{id}", changes, house.AUTHOR, version)


def keys(house: Any) -> dict[str, str]:
    with house.database.reading() as db:
        return {row.name: row.audience_key for row in db.rows(select(categories))}


def test_narrowing_a_category_narrows_all_below_it_and_tells_of_each(house: Any) -> None:
    top = house.category("Top")
    middle = house.category("Middle", ("members",), top)
    leaf = house.category("Leaf", ("a2",), middle)
    house.category("Beside", ("everyone",))
    with house.database.reading() as db:
        before = len(published(db))
    assert change(house, top, 1, audiences=["a1"]).status_code == 200
    assert keys(house) == {"Top": "a1", "Middle": "a1+members", "Leaf": "a1+a2+members", "Beside": "everyone"}
    with house.database.reading() as db:
        told = published(db)[before:]
    assert told[:-1] == [("knowledge.category.changed.v1", id, 2) for id in (top, middle, leaf)]
    assert told[-1][0] == "knowledge.act.done.v1"


def test_renaming_a_category_changes_the_way_shown_to_all_below_it(house: Any) -> None:
    top = house.category("Top")
    leaf = house.category("Leaf", ("everyone",), top)
    article = house.article(leaf)
    assert change(house, top, 1, name="Summit").status_code == 200
    trail = house.page(f"article/{article['id']}")["article"]["trail"]
    assert [step["name"] for step in trail] == ["Summit", "Leaf"]
    assert change(house, leaf, 1, name="Leaves").status_code == 200  # nothing of its own had changed


def test_a_category_moves_with_all_below_it(house: Any) -> None:
    one, other = house.category("One", ("a1",)), house.category("Other", ("a2",))
    child = house.category("Child", ("everyone",), one)
    house.category("Grandchild", ("everyone",), child)
    assert change(house, child, 1, parent_id=other).status_code == 200
    assert keys(house)["Grandchild"] == "a2"
    assert change(house, child, 2, parent_id=None).status_code == 200
    assert keys(house)["Grandchild"] == "everyone"
    tree = house.page("staff/categories", house.AUTHOR)["categories"]
    assert [(row["name"], row["depth"]) for row in tree] == [
        ("Child", 0),
        ("Grandchild", 1),
        ("One", 0),
        ("Other", 0),
    ]


def test_a_category_does_not_move_into_itself_or_nowhere(house: Any) -> None:
    top = house.category("Top")
    child = house.category("Child", ("everyone",), top)
    answer = change(house, top, 1, parent_id=child)
    assert (answer.status_code, answer.json["slug"]) == (409, "inside-itself")
    answer = change(house, top, 1, parent_id="nowhere")
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["parent_id"])
    assert keys(house) == {"Top": "everyone", "Child": "everyone"}


def test_the_slower_of_two_editors_of_a_category_is_told(house: Any) -> None:
    top = house.category("Top")
    assert change(house, top, 1, name="A").status_code == 200
    assert change(house, top, 1, name="B").json["slug"] == "stale"
    assert change(house, "nowhere", 1, name="B").status_code == 404


def test_a_list_of_a_category_holds_what_lies_below_and_counts_it(house: Any) -> None:
    top = house.category("Top")
    leaf = house.category("Leaf", ("everyone",), top)
    closed = house.category("Closed", ("a1",), top)
    deep, high = house.article(leaf), house.article(top)
    house.article(closed)
    page = house.page(f"articles?category={top}")
    assert {card["id"] for card in page["items"]} == {deep["id"], high["id"]}
    assert page["category"]["trail"] == [{"id": top, "name": "Top"}] and page["category"]["open"]
    assert not house.page(f"articles?category={closed}", house.OWNER)["category"]["open"]
    assert [(child["name"], child["article_count"]) for child in page["children"]] == [("Leaf", 1)]
    assert house.page("home")["categories"][0]["article_count"] == 2
    assert house.page("home", house.OWNER)["categories"][0]["article_count"] == 3
    names = {row["name"]: row["article_count"] for row in house.client.get("/v1/categories").json["items"]}
    assert names == {"Top": 2, "Leaf": 1}


def test_a_menu_has_no_category_in_which_its_reader_finds_nothing(house: Any) -> None:
    top = house.category("Top")
    for name, audiences in (("Read by all", ("everyone",)), ("Of owners", ("a1",)), ("Drafts", None)):
        place = house.category(name, parent=top)
        house.article(place, audiences) if audiences else house.draft(place)
    house.category("Empty")
    menus = {
        name: [row["name"] for row in house.page(page, viewer)[of]]
        for name, page, of, viewer in (
            ("home", "home", "categories", house.OWNER),
            ("owner", f"articles?category={top}", "children", house.OWNER),
            ("visitor", f"articles?category={top}", "children", house.VISITOR),
        )
    }
    assert [row["name"] for row in house.page("home")["categories"][0]["children"]] == ["Read by all"]
    assert menus == {"home": ["Top"], "owner": ["Of owners", "Read by all"], "visitor": ["Read by all"]}


def test_a_category_that_is_not_for_a_viewer_is_as_missing_as_one_that_never_was(house: Any) -> None:
    closed = house.category("Closed", ("a1",))
    for path in (f"{PAGES}/articles?category=", "/v1/articles?category="):
        hidden, never = house.client.get(path + closed), house.client.get(path + "never")
        assert hidden.status_code == never.status_code == 404
        assert {**hidden.json, "instance": 0} == {**never.json, "instance": 0}
