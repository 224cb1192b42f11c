"""Templates, and snippets that articles include by name."""

from dataclasses import replace
from typing import Any

import pytest

from knowledge.store.tables import stock_revisions

SAFETY = "> **Warning** Switch the cell off before you open the quokka cap."
REVIEWER = {"id": "rita", "roles": frozenset({"author", "reviewer"})}


def keep(house: Any, name: str = "cell-safety", body: str = SAFETY, status: int = 201, **more: Any) -> Any:
    answer = house.client.post("/v1/stock", {"kind": "snippet", "name": name, "body": body} | more, house.AUTHOR)
    assert answer.status_code == status, answer.json
    return answer.json


def change(house: Any, made: Any, viewer: Any = None, **changes: Any) -> Any:
    return house.client.patch(f"/v1/stock/{made['id']}", changes, viewer or house.AUTHOR, made["version"])


def test_what_changes_in_a_snippet_changes_in_every_article_that_includes_it_and_in_the_search(house: Any) -> None:
    made, shelf = keep(house), house.category()
    article = house.article(shelf, body="## Begin\n\n{{ snippet: cell-safety }}\n\nThen rinse.")
    house.work()
    assert "quokka cap" in house.page(f"article/{article['id']}")["article"]["html"]
    assert house.found("quokka") == [article["id"]]
    assert change(house, made, body="Wear the numbat goggles.").status_code == 200
    house.work()
    shown = house.page(f"article/{article['id']}")["article"]
    assert "numbat goggles" in shown["html"] and "quokka" not in shown["html"]
    assert house.found("numbat") == [article["id"]] and house.found("quokka") == []
    assert (
        house.client.get(f"/internal/v1/pages/staff/article/{article['id']}", house.AUTHOR)
        .json["article"]["body"]
        .startswith("## Begin\n\n{{ snippet: cell-safety }}")
    )


def test_it_is_read_by_whoever_reads_the_article_and_by_nobody_else(house: Any) -> None:
    keep(house)
    article = house.article(house.category(), ("a1",), body="{{snippet:cell-safety}}")
    house.work()
    assert house.found("quokka", house.OWNER) == [article["id"]] and house.found("quokka") == []
    house.page(f"article/{article['id']}", status=404)
    for path in ("/v1/stock", "/internal/v1/pages/staff/stock/x"):
        assert house.client.get(path, house.STAFF).status_code == 403


def test_a_name_that_there_is_not_and_one_within_another_are_said_so(house: Any) -> None:
    keep(house)
    shelf = house.category()
    body = {"title": "T", "category_id": shelf, "audiences": ["everyone"], "body": "{{snippet: cell-safty}}"}
    refused = house.client.post("/v1/articles", body, house.AUTHOR)
    assert refused.status_code == 422 and "called “cell-safty”" in refused.json["errors"]["body"][0]
    looked = house.client.post("/internal/v1/preview", {"body": "{{snippet: cell-safty}}"}, house.AUTHOR)
    assert looked.status_code == 422 and "called “cell-safty”" in looked.json["errors"]["body"][0]
    assert "cannot include" in keep(house, "two", "{{snippet: cell-safety}}", 422)["errors"]["body"][0]
    assert "small letters" in keep(house, "Two words", status=422)["errors"]["name"][0]
    assert "already" in keep(house, status=422)["errors"]["name"][0]


def test_many_inclusions_do_not_make_a_text_without_end(house: Any) -> None:
    keep(house, body="x" * 20_000)
    looked = house.client.post("/internal/v1/preview", {"body": "{{snippet: cell-safety}}" * 2_000}, house.AUTHOR)
    assert looked.status_code == 422 and "200,000" in looked.json["errors"]["body"][0]


def test_while_an_article_includes_it_it_stays_and_its_page_says_which(house: Any) -> None:
    made = keep(house)
    draft = house.draft(house.category(), body="{{snippet: cell-safety}}")
    page = house.page(f"staff/stock/{made['id']}", house.AUTHOR)
    assert [(one["id"], one["state"]) for one in page["used_in"]] == [(draft["id"], "draft")]
    refused = house.client.delete(f"/v1/stock/{made['id']}", house.AUTHOR)
    assert refused.status_code == 409 and "An article includes" in refused.json["detail"]
    house.edit(draft, body="Nothing of it.")
    assert house.client.get("/v1/stock", house.AUTHOR).json["items"][0]["uses"] == 0
    assert house.client.delete(f"/v1/stock/{made['id']}", house.AUTHOR).status_code == 204
    assert house.client.get("/v1/stock", house.AUTHOR).json["items"] == []


def test_through_a_snippet_nobody_changes_what_needs_a_review(house: Any) -> None:
    made, shelf = keep(house), house.category()
    house.article(shelf, title="Care", body="{{snippet: cell-safety}}")
    assert house.client.patch(f"/v1/categories/{shelf}", {"needs_review": True}, house.AUTHOR, 1).status_code == 200
    refused = change(house, made, body="Other words.")
    assert refused.status_code == 409 and "“Care” includes it" in refused.json["detail"]
    assert change(house, made, replace(house.AUTHOR, **REVIEWER), body="Other words.").status_code == 200


@pytest.mark.parametrize("kind", ["template", "snippet"])
def test_the_slower_of_two_editors_is_told(house: Any, kind: str) -> None:
    made = keep(house, kind=kind)
    assert change(house, made, body="First.").status_code == 200
    assert change(house, made, body="Second.").status_code == 412


def test_a_template_is_kept_for_a_genre(house: Any) -> None:
    made = keep(house, "How to do it", "## What you need\n\n## Steps", kind="template", genre="faq")
    assert made["genre"] == "faq"
    assert change(house, made, genre="news").json["genre"] == "news"


def test_every_text_of_a_snippet_is_kept_compared_and_brought_back(house: Any) -> None:
    made = keep(house, body="Shut the tap.")
    changed = change(house, made, body="Shut the **valve**.").json
    history = f"staff/stock/{made['id']}/revisions"
    page = house.page(history, house.AUTHOR)
    assert [(each["number"], each["author"]["id"], each["note"]) for each in page["items"]] == [
        (2, house.AUTHOR.id, ""),
        (1, house.AUTHOR.id, ""),
    ]
    told = house.page(f"staff/stock/{made['id']}/difference?older=1&newer=2", house.AUTHOR)
    assert [part["name"] for part in told["parts"]] == ["body"] and told["stock"]["name"] == "cell-safety"
    path = f"/v1/stock/{made['id']}/restore"
    assert house.client.post(path, {"number": 9}, house.AUTHOR, If_Match="*").status_code == 404
    assert house.client.post(path, {"number": 1}, house.AUTHOR, If_Match='"1"').status_code == 412
    back = house.client.post(path, {"number": 1}, house.AUTHOR, If_Match=f'"{changed["version"]}"')
    assert back.json["body"] == "Shut the tap."
    assert house.page(history, house.AUTHOR)["items"][0]["note"] == "Restored revision 1"
    assert house.client.get(f"/internal/v1/pages/{history}", house.STAFF).status_code == 403


def test_what_an_earlier_release_left_without_revisions_is_kept_by_the_next_change(house: Any) -> None:
    made = keep(house, body="One.")
    with house.database.transaction() as tx:
        tx.execute(stock_revisions.delete())
    assert change(house, made, body="Two.").status_code == 200
    told = house.page(f"staff/stock/{made['id']}/difference?older=1&newer=2", house.AUTHOR)
    assert (told["older"]["number"], told["newer"]["number"], len(told["parts"])) == (1, 2, 1)
    assert house.client.delete(f"/v1/stock/{made['id']}", house.AUTHOR).status_code == 204
    with house.database.reading() as db:
        assert db.rows(stock_revisions.select()) == []
