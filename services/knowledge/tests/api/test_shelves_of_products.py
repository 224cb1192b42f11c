"""What a category is for, all that lies in it is for, however deep."""

from typing import Any

import pytest


def change(house: Any, id: str, **changes: Any) -> None:
    answer = house.client.patch(f"/v1/categories/{id}", changes, house.AUTHOR, If_Match="*")
    assert answer.status_code == 200, answer.json
    house.work()


def facet(house: Any, name: str, viewer: Any = None) -> dict[str, int]:
    answer = house.search("membrane", viewer or house.VISITOR)
    return {
        value["label"]: value["count"] for each in answer["facets"] if each["name"] == name for value in each["values"]
    }


@pytest.fixture
def shelves(house: Any) -> Any:
    """A house with a category in another one, and an article in the inner one."""
    house.top = house.category("Top")
    house.inner = house.category("Inner", parent=house.top)
    house.thing = house.article(house.inner, title="Membrane", product="Heron", region="Norway")
    house.work()
    return house


def test_an_article_is_for_what_its_categories_are_for_beside_its_own(shelves: Any) -> None:
    change(shelves, shelves.top, products=["Tern"], regions=["Europe"])
    change(shelves, shelves.inner, products=["Egret", "Heron", "Egret"])
    shown = shelves.page(f"article/{shelves.thing['id']}")["article"]
    assert (shown["products"], shown["regions"]) == (["Heron", "Tern", "Egret"], ["Norway", "Europe"])
    assert (shown["product"], shown["region"]) == ("Heron", "Norway")
    read = shelves.client.get(f"/v1/articles/{shelves.thing['id']}").json
    assert (read["products"], read["regions"]) == (shown["products"], shown["regions"])
    assert facet(shelves, "product") == {"Heron": 1, "Tern": 1, "Egret": 1}
    assert facet(shelves, "region") == {"Norway": 1, "Europe": 1}
    assert shelves.found("membrane", product="Tern", region="Europe") == [shelves.thing["id"]]
    assert shelves.search("membrane")["hits"][0]["product"] == "Heron, Tern, Egret"


def test_what_a_category_is_for_no_more_finds_nothing_in_it(shelves: Any) -> None:
    change(shelves, shelves.top, products=["Tern"])
    change(shelves, shelves.top, products=[])
    assert facet(shelves, "product") == {"Heron": 1}
    assert shelves.found("membrane", product="Tern") == []


def test_a_category_that_moves_takes_its_articles_to_what_the_new_place_is_for(shelves: Any) -> None:
    other = shelves.category("Other")
    change(shelves, shelves.top, products=["Tern"])
    change(shelves, other, products=["Skua"])
    change(shelves, shelves.inner, parent_id=other)
    assert facet(shelves, "product") == {"Heron": 1, "Skua": 1}
    change(shelves, shelves.inner, parent_id=None)
    assert facet(shelves, "product") == {"Heron": 1}


def test_an_article_that_moves_is_for_what_its_new_category_is_for(shelves: Any) -> None:
    change(shelves, shelves.inner, products=["Tern"])
    shelves.edit(shelves.thing, category_id=shelves.top)
    shelves.work()
    assert facet(shelves, "product") == {"Heron": 1}


def test_pages_of_files_are_for_what_their_article_is_for(shelves: Any) -> None:
    shelves.attach(shelves.thing, b"A membrane in words.", "notes.txt")
    shelves.work()
    while shelves.worker.apart["files"]():
        pass
    change(shelves, shelves.top, products=["Tern"])
    assert facet(shelves, "product") == {"Heron": 2, "Tern": 2}


def test_who_edits_an_article_meanwhile_is_not_told_that_it_changed(shelves: Any) -> None:
    change(shelves, shelves.top, products=["Tern"])
    assert shelves.edit(shelves.thing, title="Membrane again")["version"] == shelves.thing["version"] + 1
    shelves.work()
    assert shelves.search("membrane")["hits"][0]["title"] == "Membrane again"


def test_what_lies_where_one_may_not_read_says_nothing_of_its_products(shelves: Any) -> None:
    closed = shelves.category("Closed", ("a1",))
    shelves.article(closed, title="Membrane of owners")
    change(shelves, closed, products=["Secret"])
    assert "Secret" not in facet(shelves, "product")
    assert facet(shelves, "product", shelves.OWNER)["Secret"] == 1


def test_products_and_regions_of_a_category_are_as_long_as_those_of_an_article(shelves: Any) -> None:
    path = f"/v1/categories/{shelves.top}"
    for name, words in (("products", ["x" * 101]), ("regions", [""]), ("regions", [f"r{n}" for n in range(21)])):
        answer = shelves.client.patch(path, {name: words}, shelves.AUTHOR, If_Match="*")
        assert answer.status_code == 422 and next(iter(answer.json["errors"])).startswith(name), answer.json


def test_the_staffs_tree_has_what_each_category_says_itself(shelves: Any) -> None:
    change(shelves, shelves.top, products=["Tern"], regions=["Europe"])
    rows = {row["name"]: row for row in shelves.page("staff/categories", shelves.AUTHOR)["categories"]}
    assert (rows["Top"]["products"], rows["Top"]["regions"]) == (["Tern"], ["Europe"])
    assert (rows["Inner"]["products"], rows["Inner"]["regions"]) == ([], [])


def test_an_import_says_what_a_category_is_for_and_changes_nothing_the_second_time(house: Any) -> None:
    item = {"external_id": "c", "name": "C", "audiences": ["everyone"], "products": ["Tern"], "regions": ["Europe"]}
    outcomes = []
    for each in (item, item, item | {"products": ["Skua"]}, {name: item[name] for name in item if name != "products"}):
        answer = house.client.post("/v1/import/categories", {"items": [each]}, house.IMPORTER)
        outcomes.append(answer.json["items"][0]["outcome"])
    assert outcomes == ["created", "unchanged", "changed", "unchanged"]
    assert house.page("staff/categories", house.AUTHOR)["categories"][0]["products"] == ["Skua"]
