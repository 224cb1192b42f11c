"""Each article has an owner, who is reminded of it, and is missed when gone."""

from typing import Any

import pytest
from sqlalchemy import select

from portalkit.tables import outbox
from portalkit.viewer import Viewer

PAGES = "/internal/v1/pages"
BOSS = Viewer("omar", "staff", frozenset({"administrator"}), frozenset({"everyone", "members", "staff"}))


def person(house: Any, id: str, state: str = "active", kind: str = "staff", name: str | None = None) -> None:
    personal = {"name": name or id.title()}
    house.tell("accounts.user.changed.v1", id, {"kind": kind, "state": state}, person=id, personal=personal)
    house.take_in()


@pytest.fixture
def staffed(house: Any) -> Any:
    """Priya, Dora and Omar are of the staff; Ann is not."""
    for id in ("priya", "dora", "omar"):
        person(house, id)
    person(house, "ann", kind="customer")
    return house


def keep(house: Any, article: dict[str, Any], owner: str, viewer: Any = None, **more: Any) -> Any:
    return house.client.put(f"/v1/articles/{article['id']}/upkeep", {"owner_id": owner} | more, viewer or house.AUTHOR)


def listed(house: Any, which: str) -> list[tuple[str, str]]:
    items = house.page(f"staff/upkeep?which={which}", house.AUTHOR)["items"]
    return [(item["id"], item["owner"]["name"]) for item in items]


def told(house: Any) -> list[tuple[str, str, str]]:
    with house.database.reading() as db:
        rows = db.rows(select(outbox.c.data).where(outbox.c.type == "knowledge.notice.given.v1").order_by(outbox.c.seq))
    return [(row.data["person_id"], row.data["act"], row.data["article_id"]) for row in rows]


def test_at_first_its_author_owns_an_article_and_it_can_be_given_to_another(staffed: Any) -> None:
    article = staffed.draft(staffed.category())
    page = staffed.page(f"staff/article/{article['id']}", staffed.AUTHOR)
    assert page["upkeep"] == {"owner_id": "priya", "deputy_id": None, "due_on": None}
    assert [each["name"] for each in page["staff"]] == ["Dora", "Omar", "Priya"]
    answer = keep(staffed, article, "dora", deputy_id="omar", due_on="2027-03-01")
    assert answer.status_code == 200
    page = staffed.page(f"staff/article/{article['id']}", staffed.AUTHOR)
    assert page["upkeep"] == {"owner_id": "dora", "deputy_id": "omar", "due_on": "2027-03-01"}


@pytest.mark.parametrize(
    ("owner", "more", "field"),
    [
        ("ann", {}, "owner_id"),
        ("nobody", {}, "owner_id"),
        ("dora", {"deputy_id": "ann"}, "deputy_id"),
        ("dora", {"deputy_id": "dora"}, "deputy_id"),
        ("dora", {"due_on": "soon"}, "due_on"),
    ],
)
def test_only_somebody_of_the_staff_looks_after_an_article(
    staffed: Any, owner: str, more: dict[str, str], field: str
) -> None:
    answer = keep(staffed, staffed.draft(staffed.category()), owner, **more)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_when_an_owner_leaves_all_they_owned_needs_an_owner_within_one_event(staffed: Any) -> None:
    category = staffed.category()
    mine, given = staffed.draft(category), staffed.article(category)
    keep(staffed, given, "dora")
    assert listed(staffed, "ownerless") == []
    person(staffed, "dora", "suspended")
    assert listed(staffed, "ownerless") == [(given["id"], "Dora")]
    person(staffed, "priya", "suspended")
    assert listed(staffed, "ownerless") == [(mine["id"], "Priya"), (given["id"], "Dora")]
    person(staffed, "dora")
    keep(staffed, mine, "dora")
    assert listed(staffed, "ownerless") == []


def test_whoever_makes_a_category_looks_after_it_and_can_give_it_away(staffed: Any) -> None:
    category = staffed.category()
    (row,) = staffed.page("staff/categories", staffed.AUTHOR)["categories"]
    assert (row["owner_id"], row["deputy_id"]) == ("priya", None)
    wanted = {"owner_id": "dora", "deputy_id": "omar"}
    answer = staffed.client.patch(f"/v1/categories/{category}", wanted, staffed.AUTHOR, 1)
    assert {name: answer.json[name] for name in wanted} == wanted
    renamed = staffed.client.patch(f"/v1/categories/{category}", {"name": "Herons"}, staffed.AUTHOR, 2)
    assert {name: renamed.json[name] for name in wanted} == wanted
    for wrong, field in (
        ({"owner_id": "ann"}, "owner_id"),
        ({"deputy_id": "dora"}, "deputy_id"),
        ({"owner_id": "omar"}, "deputy_id"),
        ({"owner_id": None}, "owner_id"),
    ):
        refused = staffed.client.patch(f"/v1/categories/{category}", wrong, staffed.AUTHOR, 3)
        assert (refused.status_code, list(refused.json["errors"])) == (422, [field])
    body = {"name": "Wader", "audiences": ["everyone"], "owner_id": "ann"}
    assert list(staffed.client.post("/v1/categories", body, staffed.AUTHOR).json["errors"]) == ["owner_id"]


def test_when_an_owner_leaves_their_categories_need_an_owner_within_one_event(staffed: Any) -> None:
    def alone() -> list[tuple[str, Any]]:
        rows = staffed.page("staff/upkeep?which=ownerless", staffed.AUTHOR)["categories"]
        return [(row["name"], row["owner"] and row["owner"]["name"]) for row in rows]

    wader, heron = staffed.category("Wader"), staffed.category("Heron")
    assert alone() == []
    for id in (wader, heron):
        staffed.client.patch(f"/v1/categories/{id}", {"owner_id": "dora", "deputy_id": "omar"}, staffed.AUTHOR, 1)
    person(staffed, "dora", "suspended")
    assert alone() == [("Heron", "Dora"), ("Wader", "Dora")]
    staffed.client.put("/v1/remits/priya", {"categories": [heron]}, BOSS)
    assert alone() == [("Heron", "Dora")]
    assert staffed.page("staff/upkeep?which=due", staffed.AUTHOR)["categories"] == []
    staffed.client.patch(f"/v1/categories/{heron}", {"owner_id": "priya"}, staffed.AUTHOR, 2)
    assert alone() == []


def test_a_category_that_was_brought_in_without_an_owner_needs_one_and_keeps_the_one_it_gets(staffed: Any) -> None:
    item: dict[str, Any] = {"external_id": "c1", "name": "Heron", "audiences": ["everyone"]}

    def bring_in(**more: str) -> dict[str, str]:
        answer = staffed.client.post("/v1/import/categories", {"items": [item | more]}, staffed.IMPORTER)
        return dict(answer.json["items"][0])

    made = bring_in()
    (row,) = staffed.page("staff/upkeep", staffed.AUTHOR)["categories"]
    assert (row["id"], row["owner"], row["deputy"]) == (made["id"], None, None)
    assert bring_in(owner_id="omar")["outcome"] == "changed"
    assert bring_in()["outcome"] == "unchanged"
    assert staffed.page("staff/upkeep", staffed.AUTHOR)["categories"] == []


def test_who_became_a_customer_or_was_erased_owns_nothing(staffed: Any) -> None:
    article = staffed.article(staffed.category())
    keep(staffed, article, "dora")
    person(staffed, "dora", kind="customer")
    assert [id for id, _ in listed(staffed, "ownerless")] == [article["id"]]
    keep(staffed, article, "omar")
    staffed.tell(
        "accounts.user.erased.v1",
        "omar",
        {"kind": "staff", "state": "suspended", "erasure_id": "e1"},
        person="omar",
        personal={},
    )
    staffed.take_in()
    assert listed(staffed, "ownerless") == [(article["id"], "A former member")]


def test_the_owner_is_told_once_when_the_day_comes_and_again_when_another_comes(staffed: Any) -> None:
    article = staffed.article(staffed.category())
    keep(staffed, article, "dora", due_on="2026-11-24")
    staffed.work()
    assert (told(staffed), listed(staffed, "due")) == ([], [])
    for _ in range(2):
        staffed.later(days=2)
        staffed.work()
    assert told(staffed) == [("dora", "article-due", article["id"])]
    assert listed(staffed, "due") == [(article["id"], "Dora")]
    keep(staffed, article, "dora", due_on="2026-11-28")
    assert listed(staffed, "due") == []
    staffed.later(days=3)
    staffed.work()
    assert len(told(staffed)) == 2


def test_the_deputy_is_told_where_the_owner_is_gone_and_nobody_of_what_was_withdrawn(staffed: Any) -> None:
    category = staffed.category()
    article, old = staffed.article(category), staffed.article(category)
    for each in (article, old):
        keep(staffed, each, "dora", deputy_id="omar", due_on="2026-11-23")
    person(staffed, "dora", "suspended")
    staffed.withdraw(old)
    staffed.later(days=2)
    staffed.work()
    assert told(staffed) == [("omar", "article-due", article["id"])]
    assert [id for id, _ in listed(staffed, "due")] == [article["id"]]


def test_both_lists_come_in_pages(staffed: Any) -> None:
    category = staffed.category()
    made = [staffed.draft(category, title=f"Draft {number}") for number in range(21)]
    for number, each in enumerate(made):
        keep(staffed, each, "dora", due_on=f"2026-10-{number + 1:02}")
    person(staffed, "dora", "suspended")
    for which in ("ownerless", "due"):
        first = staffed.page(f"staff/upkeep?which={which}", staffed.AUTHOR)
        rest = staffed.page(f"staff/upkeep?which={which}&cursor={first['next']}", staffed.AUTHOR)
        assert [each["id"] for each in first["items"] + rest["items"]] == [each["id"] for each in made]


def test_upkeep_is_for_who_writes(staffed: Any) -> None:
    article = staffed.article(staffed.category())
    for viewer in (staffed.STAFF, staffed.MEMBER, staffed.IMPORTER):
        assert keep(staffed, article, "dora", viewer).status_code == 403
        assert staffed.client.get(f"{PAGES}/staff/upkeep", viewer).status_code == 403
