"""Links in articles that lead nowhere, or not for all of their readers."""

from typing import Any

from sqlalchemy import select

from knowledge.actions.links import check_links
from knowledge.store.links import BATCH
from knowledge.store.tables import notices


def check(house: Any) -> dict[str, dict[str, str]]:
    """Let the portal look at all links; the broken ones by article."""
    house.work()
    with house.database.transaction() as tx:
        check_links(tx, "https://portal.example")
    listed = house.page("staff/links", house.AUTHOR)["items"]
    return {one["id"]: {link["address"]: link["fault"] for link in one["links"]} for one in listed}


def linking(house: Any, category: str, *addresses: str, audiences: tuple[str, ...] = ("everyone",)) -> Any:
    body = "## Steps\n\n" + "\n\n".join(f"[there]({address})" for address in addresses)
    return house.article(category, audiences, body=body)


def told(house: Any) -> list[tuple[str, str]]:
    with house.database.reading() as db:
        return [(row.person_id, row.text) for row in db.rows(select(notices).order_by(notices.c.id))]


def test_what_leads_somewhere_for_all_readers_is_in_order(house: Any) -> None:
    shelf = house.category()
    house.topic_category()
    house.topic("t1")
    house.work()
    aim = house.article(shelf, body="## Rinse twice")
    file = house.attach(aim, b"A note.", "a.txt")["id"]
    linking(
        house,
        shelf,
        f"/articles/{aim['id']}",
        f"/articles/{aim['id']}#h-rinse-twice",
        f"https://portal.example/articles/{aim['id']}",
        *("#h-steps", "/topics/t1", f"/files/{file}", f"/files/{file}/preview", f"/articles?category={shelf}"),
        *("/search?q=pump", "/", "https://elsewhere.example/x", "//elsewhere.example/articles/x", "mailto:a@b.example"),
    )
    assert check(house) == {}


def test_what_is_not_there_or_has_no_such_heading_is_found(house: Any) -> None:
    shelf = house.category()
    draft, aim = house.draft(shelf), house.article(shelf, title="Aim")
    bad = {
        f"/articles/{draft['id']}": "gone",
        "/articles/nowhere": "gone",
        "https://portal.example/topics/nowhere": "gone",
        "/files/nowhere": "gone",
        "/articles?category=nowhere": "gone",
        "#h-nowhere": "no-place",
        f"/articles/{aim['id']}#h-nowhere": "no-place",
    }
    article = linking(house, shelf, *bad)
    assert check(house) == {article["id"]: bad}


def test_what_has_narrower_readers_than_the_article_is_found_and_the_other_way_round_is_not(house: Any) -> None:
    open_shelf, closed = house.category(), house.category("Owners", ("a1",))
    wide, narrow = house.article(open_shelf), house.article(closed)
    bad = linking(house, open_shelf, f"/articles/{narrow['id']}", f"/articles?category={closed}")
    linking(house, closed, f"/articles/{wide['id']}", f"/articles/{narrow['id']}")
    assert check(house) == {
        bad["id"]: {f"/articles/{narrow['id']}": "narrower", f"/articles?category={closed}": "narrower"}
    }


def test_what_was_merged_leads_on(house: Any) -> None:
    shelf = house.category()
    old, new = house.article(shelf, title="Old"), house.article(shelf, title="New")
    linking(house, shelf, f"/articles/{old['id']}")
    path = f"/v1/articles/{old['id']}/merge"
    assert house.client.post(path, {"into": new["id"]}, house.AUTHOR, If_Match="*").status_code == 200
    assert check(house) == {}
    house.withdraw(new)
    assert len(check(house)) == 1


def test_its_owner_is_told_once_and_again_only_of_another_one(house: Any) -> None:
    id = house.AUTHOR.id
    house.tell("accounts.user.changed.v1", id, {"kind": "staff", "state": "active"}, person=id, personal={"name": "P"})
    house.work()
    article = linking(house, house.category(), "/topics/nowhere")
    check(house), check(house)
    assert [person for person, _ in told(house)] == [house.AUTHOR.id] and "/topics/nowhere" in told(house)[0][1]
    house.edit(article, body="[a](/topics/nowhere) [b](/files/nowhere)")
    check(house), check(house)
    assert len(told(house)) == 2 and "/topics/nowhere" not in told(house)[1][1]


def test_it_is_mended_by_a_change_a_check_or_by_taking_the_article_back(house: Any) -> None:
    shelf = house.category()
    article, other = linking(house, shelf, "/topics/nowhere"), linking(house, shelf, "/files/nowhere")
    assert set(check(house)) == {article["id"], other["id"]}
    house.edit(article, body="No link.")
    answer = house.client.post(f"/v1/articles/{article['id']}/links/check", None, house.AUTHOR)
    assert answer.json == {"links": []}
    assert set(house.page("staff/links", house.AUTHOR)["items"][0]) == {"id", "title", "owner", "links"}
    house.withdraw(other)
    assert check(house) == {}


def test_a_round_goes_through_all_articles_and_begins_anew(house: Any, monkeypatch: Any) -> None:
    shelf = house.category()
    broken = {linking(house, shelf, "/topics/nowhere")["id"] for _ in range(3)}
    monkeypatch.setattr("knowledge.store.links.AT_ONCE", 2)
    monkeypatch.setattr("knowledge.store.links.BATCH", BATCH.limit(2))
    assert len(check(house)) == 2 and set(check(house)) == broken and set(check(house)) == broken


def test_only_who_writes_reads_of_them(house: Any) -> None:
    article = house.article(house.category())
    house.page("staff/links", house.STAFF, 403)
    assert house.client.post(f"/v1/articles/{article['id']}/links/check", None, house.STAFF).status_code == 403


def test_a_readable_address_leads_where_its_id_does(house: Any) -> None:
    shelf = house.category()
    aim = house.article(shelf, body="## Rinse twice")["id"]
    gone = f"/articles/{'0' * 8}{aim[8:]}-rinse-twice"
    article = linking(
        house, shelf, f"/articles/{aim}-clean-it", f"https://portal.example/articles/{aim}-x#h-rinse-twice", gone
    )
    assert check(house) == {article["id"]: {gone: "gone"}}
