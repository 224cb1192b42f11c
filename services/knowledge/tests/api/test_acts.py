"""What staff decide is told for the audit log: who, what, to which thing, and before and after."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from portalkit.tables import outbox


def acts(house: Any) -> list[tuple[str, str, str, dict[str, Any]]]:
    with house.database.reading() as db:
        rows = db.rows(select(outbox.c.data).where(outbox.c.type == "knowledge.act.done.v1").order_by(outbox.c.seq))
    return [(told["actor_id"], told["act"], told["thing_id"], told["detail"]) for (told,) in rows]


def test_publishing_moving_and_withdrawing_an_article_are_told_once_and_without_its_words(house: Any) -> None:
    one, other = house.category("One"), house.category("Other")
    before = len(acts(house))
    article = house.article(one)
    id, by = article["id"], house.AUTHOR.id
    article = house.edit(article, title="Only its words")
    article = house.edit(article, category_id=other)
    house.withdraw(house.edit(article, audiences=["a1"]))
    assert acts(house)[before:] == [
        (by, "article.published", id, {}),
        (by, "article.moved", id, {"before": {"category_id": one}, "after": {"category_id": other}}),
        (by, "article.moved", id, {"before": {"audiences": ["everyone"]}, "after": {"audiences": ["a1"]}}),
        (by, "article.withdrawn", id, {}),
    ]


def test_a_category_tells_its_rules_before_and_after_and_not_what_it_is_called(house: Any) -> None:
    category = house.category("Secret plans")
    body = {"name": "Plans", "needs_review": True}
    assert house.client.patch(f"/v1/categories/{category}", body, house.AUTHOR, 1).status_code == 200
    assert house.client.patch(f"/v1/categories/{category}", body, house.AUTHOR, 2).status_code == 200
    made, changed = acts(house)
    assert made[1:] == (
        "category.created",
        category,
        {"after": {"audiences": ["everyone"], "needs_review": False, "parent_id": None}},
    )
    assert changed[1:] == (
        "category.changed",
        category,
        {"fields": ["name"], "before": {"needs_review": False}, "after": {"needs_review": True}},
    )


def test_where_somebody_edits_is_told_before_and_after_and_the_same_again_is_no_act(house: Any) -> None:
    category = house.category()
    before = len(acts(house))
    root = replace(house.AUTHOR, id="root", roles=frozenset({"administrator"}))
    for _ in range(2):
        assert house.client.put("/v1/remits/wim", {"categories": [category]}, root).status_code == 200
    detail = {"before": {"categories": []}, "after": {"categories": [category]}}
    assert acts(house)[before:] == [("root", "remit.given", "wim", detail)]


def test_rules_of_the_search_are_told_by_their_number_and_how_many_there_are(house: Any) -> None:
    synonym = {"words": ["probe"], "means": ["electrode"], "language": ""}

    def publish(version: int, synonyms: list[Any]) -> None:
        body = {"synonyms": synonyms, "pins": []}
        written = house.client.put("/v1/search-rules/draft", body, house.AUTHOR, If_Match=f'"{version}"')
        assert written.status_code == 200
        answer = house.client.post("/v1/search-rules/publish", {"note": "N"}, house.AUTHOR, If_Match="*")
        assert answer.status_code == 200, answer.json

    publish(0, [synonym])
    publish(2, [])
    assert house.client.post("/v1/search-rules/bring-back", {"number": 1, "note": ""}, house.AUTHOR).status_code == 200
    told = [(act, detail) for _, act, _, detail in acts(house)]
    assert told == [
        ("search-rules.published", {"before": {"number": 0, "synonyms": 0}, "after": {"number": 1, "synonyms": 1}}),
        ("search-rules.published", {"before": {"number": 1, "synonyms": 1}, "after": {"number": 2, "synonyms": 0}}),
        (
            "search-rules.brought-back",
            {"before": {"number": 2, "synonyms": 0}, "after": {"number": 3, "synonyms": 1}, "again": 1},
        ),
    ]


def test_snippets_templates_and_others_comments_are_told(house: Any) -> None:
    article = house.article(house.category())
    snippet = {"kind": "snippet", "name": "valve-safety", "body": "Shut the tap."}
    kept = house.client.post("/v1/stock", snippet, house.AUTHOR).json
    before = len(acts(house)) - 1
    house.client.patch(f"/v1/stock/{kept['id']}", {"body": "Shut it."}, house.AUTHOR, 1)
    house.client.patch(f"/v1/stock/{kept['id']}", {"body": "Shut it."}, house.AUTHOR, 2)
    house.client.delete(f"/v1/stock/{kept['id']}", house.AUTHOR)
    said = house.client.post(f"/v1/articles/{article['id']}/comments", {"body": "B"}, house.MEMBER).json["id"]
    house.client.patch(f"/v1/comments/{said}", {"body": "C"}, house.MEMBER, 1)
    body = {"hidden": True, "reason": "It names a customer."}
    house.client.put(f"/v1/comments/{said}/hidden", body, house.AUTHOR, If_Match="*")
    named, where = {"name": "valve-safety"}, {"article_id": article["id"]}
    assert [told[1:] for told in acts(house)[before:]] == [
        ("snippet.created", kept["id"], named),
        ("snippet.changed", kept["id"], named),
        ("snippet.dropped", kept["id"], named),
        ("comment.hidden", said, where),
    ]


def test_what_an_article_is_called_is_told_to_administrators_for_whom_it_is_in_any_state(house: Any) -> None:
    article = house.draft(house.category())
    root = replace(house.AUTHOR, id="root", roles=frozenset({"administrator"}))

    def names(viewer: Any) -> Any:
        return house.client.post("/internal/v1/names", {"ids": [article["id"], "nothing"]}, viewer)

    assert names(root).json == {"visible": [{"id": article["id"], "title": article["title"]}]}
    house.edit(article, audiences=["a9"])
    assert names(root).json == {"visible": []}
    assert names(house.MEMBER).status_code == 403


@pytest.fixture
def kept(house: Any) -> Any:
    """A house with an article of Priya's, and Dora among the staff."""
    for id in ("priya", "dora"):
        house.tell("accounts.user.changed.v1", id, {"kind": "staff"}, person=id, personal={"name": id.title()})
    house.take_in()
    house.shelf = house.category()
    house.thing = house.article(house.shelf)
    house.before = len(acts(house))
    return house


def put(house: Any, what: str, article: Any = None, **body: Any) -> None:
    answer = house.client.put(f"/v1/articles/{(article or house.thing)['id']}/{what}", body, house.AUTHOR)
    assert answer.status_code == 200, answer.json


def told(house: Any) -> list[tuple[str, dict[str, Any]]]:
    assert {thing for _, _, thing, _ in acts(house)[house.before :]} <= {house.thing["id"]}
    return [(act, detail) for _, act, _, detail in acts(house)[house.before :]]


def test_another_owner_and_another_day_are_acts_and_the_same_again_is_none(kept: Any) -> None:
    put(kept, "upkeep", owner_id="priya", deputy_id=None, due_on=None)  # as it was without anybody saying so
    assert told(kept) == []
    for _ in range(2):
        put(kept, "upkeep", owner_id="dora", deputy_id="priya", due_on=None)
    put(kept, "upkeep", owner_id="dora", deputy_id="priya", due_on="2027-03-01")
    assert told(kept) == [
        (
            "article.given",
            {
                "before": {"owner_id": "priya", "deputy_id": None},
                "after": {"owner_id": "dora", "deputy_id": "priya"},
            },
        ),
        ("article.due-set", {"before": {"due_on": None}, "after": {"due_on": "2027-03-01"}}),
    ]


def test_pinning_and_unpinning_are_acts_and_the_same_again_is_none(kept: Any) -> None:
    for _ in range(2):
        put(kept, "pinned", pinned=True)
    put(kept, "pinned", pinned=True, until="2027-03-01T10:00:00+00:00")
    for _ in range(2):
        put(kept, "pinned", pinned=False)
    assert told(kept) == [
        ("article.pinned", {"before": {"place": None}, "after": {"place": 1}}),
        ("article.pinned", {"before": {"until": None}, "after": {"until": "2027-03-01"}}),
        ("article.unpinned", {}),
    ]


def test_another_owner_of_a_category_is_told_with_the_change(kept: Any) -> None:
    for _ in range(2):
        body = {"owner_id": "dora"}
        kept.client.patch(f"/v1/categories/{kept.shelf}", body, kept.AUTHOR, If_Match="*")
    [(_, act, thing, detail)] = acts(kept)[kept.before :]
    assert (act, thing) == ("category.changed", kept.shelf)
    assert (detail["before"], detail["after"]) == ({"owner_id": "priya"}, {"owner_id": "dora"})
