"""An editor of one region does not edit another."""

from dataclasses import replace
from typing import Any

import pytest

from knowledge.actions.links import check_links
from knowledge.store.tables import upkeep

ADMINISTRATOR = {"id": "hen", "roles": frozenset({"administrator"})}
EMEA = {"id": "emma", "roles": frozenset({"author", "reviewer"})}
ANY = {"If_Match": "*"}


@pytest.fixture
def regions(house: Any) -> Any:
    """The house with two regions, and a shelf in the first, in which Emma edits."""
    house.emma, house.boss = replace(house.AUTHOR, **EMEA), replace(house.AUTHOR, **ADMINISTRATOR)
    house.europe, house.asia = house.category("Europe"), house.category("Asia-Pacific")
    house.inner = house.category("Alpine", parent=house.europe)
    assert give(house, house.europe).json == {"categories": [house.europe]}
    return house


def give(house: Any, *categories: str, by: Any = None) -> Any:
    return house.client.put(f"/v1/remits/{house.emma.id}", {"categories": list(categories)}, by or house.boss)


def attempt(house: Any, category: str) -> dict[str, int]:
    """Emma tries all that there is to do to an article and its category; what each answers."""
    article = house.edit(house.draft(category), title="Earlier")
    path, client = f"/v1/articles/{article['id']}", house.client
    words = {"title": "T", "body": "B", "audiences": ["everyone"], "category_id": category}
    below = {"name": "N", "parent_id": category, "audiences": []}
    answers = {
        "write": client.post("/v1/articles", words, house.emma),
        "edit": client.patch(path, {"title": "Mine"}, house.emma, **ANY),
        "publish": client.post(f"{path}/publish", {}, house.emma, **ANY),
        "ask for a review": client.post(f"{path}/review", {"title": "Mine too"}, house.emma, **ANY),
        "restore": client.post(f"{path}/restore", {"number": 1}, house.emma, **ANY),
        "withdraw": client.post(f"{path}/withdraw", None, house.emma, **ANY),
        "attach": client.upload(f"/internal/v1/articles/{article['id']}/files?name=a.txt", b"A note.", house.emma),
        "add a category": client.post("/v1/categories", below, house.emma),
        "change a category": client.patch(f"/v1/categories/{category}", {"description": "D"}, house.emma, **ANY),
        "pin": client.put(f"{path}/pinned", {"pinned": True}, house.emma),
        "look after": client.put(f"{path}/upkeep", {"owner_id": "nobody"}, house.emma),
    }
    assert all("another part" in each.json["detail"] for each in answers.values() if each.status_code == 403)
    return {name: answer.status_code for name, answer in answers.items()}


def test_she_edits_in_her_region_and_whatever_lies_in_it(regions: Any) -> None:
    for category in (regions.europe, regions.inner):
        done = attempt(regions, category)
        assert done.pop("look after") == 422  # since there is no such owner
        assert set(done.values()) <= {200, 201}, done


def test_she_edits_nothing_of_another_region_by_any_route(regions: Any) -> None:
    done = attempt(regions, regions.asia)
    assert done == dict.fromkeys(done, 403)
    top = regions.client.post("/v1/categories", {"name": "Top", "audiences": []}, regions.emma)
    assert top.status_code == 403


def test_nothing_goes_over_the_border(regions: Any) -> None:
    mine, theirs = regions.draft(regions.europe), regions.draft(regions.asia)
    for article, category in ((mine, regions.asia), (theirs, regions.europe)):
        path = f"/v1/articles/{article['id']}"
        assert regions.client.patch(path, {"category_id": category}, regions.emma, **ANY).status_code == 403
    path = f"/v1/categories/{regions.inner}"
    assert regions.client.patch(path, {"parent_id": regions.asia}, regions.emma, **ANY).status_code == 403


def test_a_reviewer_decides_in_her_region_alone(regions: Any) -> None:
    for category, status in ((regions.europe, 200), (regions.asia, 403)):
        path = f"/v1/articles/{regions.draft(category)['id']}/review"
        assert regions.client.post(path, {}, regions.AUTHOR, **ANY).status_code == 200
        assert regions.client.post(f"{path}/approve", {}, regions.emma, **ANY).status_code == status


def test_a_snippet_is_not_changed_where_another_region_includes_it(regions: Any) -> None:
    kept = {"kind": "snippet", "name": "hold", "body": "Hold."}
    id = regions.client.post("/v1/stock", kept, regions.AUTHOR).json["id"]
    pages = [f"staff/stock/{id}", f"staff/stock/{id}/revisions"]
    regions.draft(regions.inner, body="{{snippet: hold}}")
    assert regions.client.patch(f"/v1/stock/{id}", {"body": "Stop."}, regions.emma, **ANY).status_code == 200
    assert [regions.page(page, regions.emma)["edit"] for page in pages] == [True, True]
    regions.draft(regions.asia, body="{{snippet: hold}}")
    assert regions.client.patch(f"/v1/stock/{id}", {"body": "Go."}, regions.emma, **ANY).status_code == 403
    assert regions.client.post(f"/v1/stock/{id}/restore", {"number": 1}, regions.emma, **ANY).status_code == 403
    assert [regions.page(page, regions.emma)["edit"] for page in pages] == [False, False]
    assert [regions.page(page, regions.boss)["edit"] for page in pages] == [True, True]


def test_her_pages_offer_what_she_can_do(regions: Any) -> None:
    begun = regions.page("staff/article-new", regions.emma)
    assert [one["name"] for one in begun["categories"]] == ["Europe", "Alpine"]
    theirs = regions.page(f"staff/article/{regions.draft(regions.asia)['id']}", regions.emma)["review"]
    assert not theirs["edit"] and not theirs["publish"]
    assert regions.page(f"staff/article/{regions.draft(regions.inner)['id']}", regions.emma)["review"]["edit"]
    page = regions.page(f"staff/remit/{regions.emma.id}", regions.boss)
    assert page["chosen"] == [regions.europe] and len(page["categories"]) == 3


def offered(regions: Any, who: Any, article: Any) -> list[bool]:
    """Whether the pages beside an article's own offer `who` to change it: history, files, and review."""
    kinds = ("revisions", "files", "review")
    pages = [regions.page(f"staff/article/{article['id']}/{kind}", who) for kind in kinds]
    return [page["edit"] if "edit" in page else page["can"]["decide"] for page in pages]


def test_the_pages_beside_an_article_offer_what_she_can_do_there(regions: Any) -> None:
    for category, hers in ((regions.inner, True), (regions.asia, False)):
        article = regions.draft(category)
        regions.client.post(f"/v1/articles/{article['id']}/review", {}, regions.AUTHOR, **ANY)
        assert offered(regions, regions.emma, article) == [hers] * 3
        assert offered(regions, regions.boss, article) == [True] * 3
        can = regions.page(f"staff/article/{article['id']}/review", regions.emma)["can"]
        assert can == dict.fromkeys(can, hers)


def test_the_tree_says_which_categories_one_may_change(regions: Any) -> None:
    reviewer = replace(regions.AUTHOR, id="rita", roles=frozenset({"reviewer"}))
    for who, top, wanted in (
        (regions.emma, False, {"Europe", "Alpine"}),
        (regions.boss, True, {"Europe", "Alpine", "Asia-Pacific"}),
        (regions.AUTHOR, True, {"Europe", "Alpine", "Asia-Pacific"}),
        (reviewer, False, set()),
    ):
        page = regions.page("staff/categories", who)
        assert page["edit"] is top
        assert {row["name"] for row in page["categories"] if row["edit"]} == wanted


def test_a_new_article_is_offered_to_who_writes(regions: Any) -> None:
    for who, writes in ((regions.AUTHOR, True), (regions.STAFF, False)):
        review = regions.page("staff/article-new", who)["review"]
        assert (review["edit"], review["publish"]) == (writes, writes)


def test_without_a_remit_or_as_an_administrator_one_edits_everywhere(regions: Any) -> None:
    path = f"/v1/articles/{regions.draft(regions.asia)['id']}"
    regions.client.put(f"/v1/remits/{regions.boss.id}", {"categories": [regions.europe]}, regions.boss)
    assert regions.client.patch(path, {"title": "B"}, regions.boss, **ANY).status_code == 200
    assert give(regions).status_code == 200
    assert regions.client.patch(path, {"title": "E"}, regions.emma, **ANY).status_code == 200


def test_only_administrators_say_where_and_only_in_what_there_is(regions: Any) -> None:
    assert give(regions, by=regions.emma).status_code == 403
    assert "no such category" in give(regions, "nowhere").json["errors"]["categories"][0]


def test_the_lists_of_her_desk_have_her_region_alone(regions: Any) -> None:
    """Emma's region, hers alone, beside all that there is, which the administrator sees."""
    emma, boss = regions.emma, regions.boss
    for category in (regions.inner, regions.asia):
        regions.draft(category)
        out = regions.article(category, body="[there](/topics/nowhere)")
        regions.client.put(f"/v1/articles/{out['id']}/vote", {"helpful": False, "reason": "wrong"}, regions.MEMBER)
        regions.client.post(f"/v1/articles/{regions.draft(category)['id']}/review", {}, regions.AUTHOR, **ANY)
        with regions.database.transaction() as tx:
            tx.put(upkeep, article_id=out["id"], owner_id="gone", deputy_id=None, due_on=tx.now.date())
    with regions.database.transaction() as tx:
        check_links(tx, "https://portal.example")
    states = [f"staff/articles?state={state}" for state in ("draft", "published", "in-review")]
    kinds = [f"staff/upkeep?which={which}" for which in ("ownerless", "due", "unhelpful")]
    for path in ("staff/articles", *states, "staff/reviews", *kinds, "staff/links"):
        mine, everything = (regions.page(path, who)["items"] for who in (emma, boss))
        assert mine and len(everything) == 2 * len(mine), path
        assert {item["category"]["name"] for item in mine if "category" in item} <= {"Alpine"}, path
        assert {item["id"] for item in mine} < {item["id"] for item in everything}, path
    assert give(regions).status_code == 200
    assert regions.page("staff/articles", emma) == regions.page("staff/articles", boss)
