"""What an article said before: kept at each change of its words, compared, brought back."""

from typing import Any

from sqlalchemy import select

from knowledge.store.tables import reaches, revisions

PAGES = "/internal/v1/pages"


def history(house: Any, article: dict[str, Any]) -> list[dict[str, Any]]:
    return list(house.page(f"staff/article/{article['id']}/revisions", house.AUTHOR)["items"])


def restore(house: Any, article: dict[str, Any], number: int, **more: Any) -> Any:
    version = more.pop("version", article["version"])
    path = f"/v1/articles/{article['id']}/restore"
    return house.client.post(path, {"number": number}, more.pop("viewer", house.AUTHOR), If_Match=f'"{version}"')


def test_every_change_of_words_leaves_a_revision_and_no_other_change_does(house: Any) -> None:
    house.tell("accounts.user.registered.v1", "priya", {"kind": "staff"}, person="priya", personal={"name": "Priya"})
    house.work()
    article = house.draft(house.category())
    house.later(hours=1)
    article = house.edit(article, product="heron-500", audiences=["members"])
    article = house.edit(article, body="Take three.", note="Three points now")
    article = house.publish(article, title="Calibrate anywhere")
    told = [(each["number"], each["title"], each["note"]) for each in history(house, article)]
    assert told == [
        (3, "Calibrate anywhere", ""),
        (2, "Calibrate in place", "Three points now"),
        (1, "Calibrate in place", ""),
    ]
    newest = history(house, article)[0]
    assert newest["author"] == {"id": "priya", "name": "Priya", "kind": "staff"}
    assert newest["saved_at"] == house.now.isoformat()


def test_any_two_revisions_are_compared(house: Any) -> None:
    article = house.edit(house.draft(house.category()), body="## Begin\n\nTake the other buffer.", title="New")
    answer = house.page(f"staff/article/{article['id']}/difference?older=1&newer=2", house.AUTHOR)
    assert (answer["older"]["number"], answer["newer"]["number"]) == (1, 2)
    assert [part["name"] for part in answer["parts"]] == ["title", "body"]
    marks = [row["mark"] for row in answer["parts"][1]["rows"]]
    assert marks == ["same", "same", "changed"]
    assert {"text": "other ", "changed": True} in answer["parts"][1]["rows"][2]["right"]
    for query in ("older=1&newer=3", "older=2&newer=4"):
        assert (
            house.client.get(f"{PAGES}/staff/article/{article['id']}/difference?{query}", house.AUTHOR).status_code
            == 404
        )
    for query in ("older=0", "newer=x", "older=99999999999999999999"):
        assert (
            house.client.get(f"{PAGES}/staff/article/{article['id']}/difference?{query}", house.AUTHOR).status_code
            == 422
        )


def test_restoring_makes_a_new_revision_and_loses_none(house: Any) -> None:
    article = house.edit(house.article(house.category()), title="Worse", summary="", body="Worse.")
    answer = restore(house, article, 1)
    assert (answer.status_code, answer.json["title"]) == (200, "Calibrate in place")
    assert house.page(f"article/{article['id']}")["article"]["html"].startswith("<h2")
    told = [(each["number"], each["title"], each["note"]) for each in history(house, article)]
    assert told[:2] == [(3, "Calibrate in place", "Restored revision 1"), (2, "Worse", "")]
    assert restore(house, article, 1).status_code == 412
    assert restore(house, article, 9, version=answer.json["version"]).status_code == 404


def test_words_that_came_without_a_revision_are_kept_by_the_first_change(house: Any) -> None:
    tree = {"external_id": "c", "name": "C", "description": "", "parent": None, "audiences": ["everyone"]}
    house.client.post("/v1/import/categories", {"items": [tree]}, house.IMPORTER)
    item = {"external_id": "x", "title": "T", "summary": "", "body": "One.", "category": "c", "audiences": ["everyone"]}
    item |= {"author_id": "owen", "published_at": "2025-02-17T16:00:00Z", "updated_at": "2025-02-17T16:00:00Z"}
    [made] = house.client.post("/v1/import/articles", {"items": [item]}, house.IMPORTER).json["items"]
    article = made | {"version": 1}
    assert history(house, article) == []
    house.client.post("/v1/import/articles", {"items": [item | {"body": "Two."}]}, house.IMPORTER)
    with house.database.transaction() as tx:  # as an earlier release changed it
        tx.execute(revisions.delete().where(revisions.c.number == 2))
    house.edit(article | {"version": 2}, body="Three.")
    told = [(each["number"], each["author"]["id"], each["saved_at"][:10]) for each in history(house, article)]
    assert told == [(3, "priya", "2026-11-22"), (2, "owen", "2025-02-17"), (1, "owen", "2025-02-17")]
    difference = house.page(f"staff/article/{article['id']}/difference?older=2&newer=3", house.AUTHOR)
    assert difference["parts"][0]["rows"][0]["left"][0]["text"] == "Two"


def test_the_history_is_for_who_may_edit_and_reaching_it_is_recorded(house: Any) -> None:
    article = house.article(house.category(), ("a1",))
    for path in ("revisions", "difference"):
        for viewer in (house.STAFF, house.OWNER, house.IMPORTER):
            answer = house.client.get(f"{PAGES}/staff/article/{article['id']}/{path}", viewer)
            assert answer.status_code == 403
    assert restore(house, article, 1, viewer=house.STAFF).status_code == 403
    history(house, article)
    with house.database.reading() as db:
        assert "opened" in {row.act for row in db.rows(select(reaches))}


def test_a_long_history_comes_in_pages(house: Any) -> None:
    article = house.draft(house.category())
    for number in range(50):
        article = house.edit(article, title=f"Title {number}")
    path = f"staff/article/{article['id']}/revisions"
    first = house.page(path, house.AUTHOR)
    assert [each["number"] for each in first["items"]] == list(range(51, 1, -1))
    rest = house.page(f"{path}?cursor={first['next']}", house.AUTHOR)
    assert ([each["number"] for each in rest["items"]], rest["next"]) == ([1], None)
