"""What readers say under articles: exactly as visible as the article, changed and taken back by who said it, hidden
for a reason that they are told."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from knowledge.model.newcomer import Limits
from knowledge.store.tables import comment_history, comments, notices
from portalkit.testing import published

LINK = "Look at https://cheap.example"


@pytest.fixture
def article(house: Any) -> dict[str, Any]:
    house.tell("accounts.user.registered.v1", "ann", {"kind": "customer"}, person="ann", personal={"name": "Ann"})
    staff = {"kind": "staff", "state": "active"}
    house.tell(
        "accounts.user.registered.v1", house.AUTHOR.id, staff, person=house.AUTHOR.id, personal={"name": "Priya"}
    )
    house.work()
    return dict(house.article(house.category(), audiences=("everyone",)))


def say(house: Any, article: dict[str, Any], body: str = "Two points are *enough*.", by: Any = None) -> Any:
    return house.client.post(f"/v1/articles/{article['id']}/comments", {"body": body}, by or house.MEMBER)


def made(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 201, answer.json
    return dict(answer.json)


def under(house: Any, article: dict[str, Any], viewer: Any = None) -> list[dict[str, Any]]:
    return list(house.page(f"article/{article['id']}", viewer or house.VISITOR)["comments"]["items"])


def hide(house: Any, comment: dict[str, Any], hidden: bool = True, by: Any = None) -> Any:
    body = {"hidden": hidden, "reason": "It names a customer." if hidden else ""}
    return house.client.put(f"/v1/comments/{comment['id']}/hidden", body, by or house.AUTHOR, If_Match="*")


def moderator(house: Any) -> Any:
    return replace(house.STAFF, id="mo", roles=frozenset({"moderator"}))


def given(house: Any) -> list[tuple[str, str, str]]:
    with house.database.reading() as db:
        return [(row.person_id, row.act, row.text) for row in db.rows(select(notices).order_by(notices.c.id))]


def test_a_comment_stands_under_its_article_for_everybody_who_reads_that(house: Any, article: dict[str, Any]) -> None:
    made(say(house, article))
    made(say(house, article, "And rinse it.", house.OWNER))
    view = house.page(f"article/{article['id']}")["comments"]
    assert view["count"] == 2 and view["next"] is None
    first, second = view["items"]
    assert first["html"] == "<p>Two points are <em>enough</em>.</p>\n" and first["author"]["name"] == "Ann"
    assert second["author"]["name"] == "A member" and not any(first["can"].values())
    listed = house.client.get(f"/v1/articles/{article['id']}/comments").json
    assert [each["id"] for each in listed["items"]] == [first["id"], second["id"]]


def test_once_the_article_is_narrowed_its_comments_are_gone_too(house: Any, article: dict[str, Any]) -> None:
    comment = made(say(house, article))
    house.edit(article, audiences=["a1"])
    paths = (f"/v1/articles/{article['id']}/comments", f"/v1/comments/{comment['id']}")
    for path in (*paths, f"/internal/v1/pages/comment/{comment['id']}", f"/v1/comments/{comment['id']}/history"):
        assert house.client.get(path, house.MEMBER).status_code == 404
        assert house.client.get(path, house.OWNER).status_code in (200, 403)
    assert say(house, article).status_code == 404
    assert house.client.delete(f"/v1/comments/{comment['id']}", house.MEMBER).status_code == 404
    assert made(say(house, article, by=house.OWNER))


def test_visitors_say_nothing_and_an_author_can_close_an_article_to_comments(
    house: Any, article: dict[str, Any]
) -> None:
    assert say(house, article, by=house.VISITOR).status_code == 401
    made(say(house, article))
    closed = house.edit(article, commentable=False)
    assert say(house, article).json["slug"] == "no-comments"
    view = house.page(f"article/{article['id']}", house.MEMBER)
    assert not view["can"]["comment"] and not view["article"]["commentable"] and view["comments"]["count"] == 1
    assert house.edit(closed, commentable=True)["commentable"] and made(say(house, article))


def test_many_comments_come_in_pages_as_they_were_written(house: Any, article: dict[str, Any]) -> None:
    for number in range(23):
        house.later(seconds=1)
        made(say(house, article, f"C{number}"))
    first = house.page(f"article/{article['id']}")["comments"]
    rest = house.page(f"article/{article['id']}?cursor={first['next']}")["comments"]
    texts = [each["html"] for each in (*first["items"], *rest["items"])]
    assert texts == [f"<p>C{number}</p>\n" for number in range(23)] and rest["next"] is None
    assert (len(first["items"]), first["count"], rest["count"]) == (20, 23, 23)


def test_who_wrote_it_changes_it_within_a_day_and_what_it_said_is_kept(house: Any, article: dict[str, Any]) -> None:
    comment = made(say(house, article))
    path = f"/v1/comments/{comment['id']}"
    assert house.client.patch(path, {"body": "No."}, house.OWNER, 1).status_code == 403
    changed = house.client.patch(path, {"body": "Three points."}, house.MEMBER, 1).json
    assert changed["edited_at"] and changed["version"] == 2
    assert house.client.patch(path, {"body": "Late."}, house.MEMBER, 1).status_code == 412
    [shown] = under(house, article, house.MEMBER)
    assert shown["body"] == "Three points." and shown["can"]["edit"] and shown["can"]["history"]
    [entry] = house.client.get(f"{path}/history", house.MEMBER).json["items"]
    assert (entry["act"], entry["body"]) == ("edited", "Two points are *enough*.")
    assert house.client.get(f"{path}/history", house.OWNER).status_code == 403
    house.later(hours=25)
    assert house.client.patch(path, {"body": "Late."}, house.MEMBER, 2).json["slug"] == "edit-window-over"
    assert house.client.patch(path, {"body": "Put right."}, moderator(house), 2).status_code == 200


def test_who_wrote_it_takes_it_back_and_its_words_are_gone(house: Any, article: dict[str, Any]) -> None:
    comment = made(say(house, article, "Zinnober."))
    path = f"/v1/comments/{comment['id']}"
    house.client.patch(path, {"body": "Karmin."}, house.MEMBER, 1)
    assert house.client.delete(path, house.OWNER).status_code == 403
    assert house.client.delete(path, house.MEMBER).status_code == 204
    for viewer in (house.MEMBER, house.AUTHOR, moderator(house)):
        assert house.client.get(path, viewer).status_code == 404 and under(house, article, viewer) == []
    with house.database.reading() as db:
        assert published(db)[-1] == ("knowledge.comment.removed.v1", comment["id"], 3)
        kept = repr([*db.rows(select(comments)), *db.rows(select(comment_history))])
    assert comment["id"] in kept and "Zinnober" not in kept and "Karmin" not in kept


def test_staff_hide_it_for_a_reason_that_its_writer_is_told_and_bring_it_back(
    house: Any, article: dict[str, Any]
) -> None:
    comment = made(say(house, article))
    assert hide(house, comment, by=house.STAFF).status_code == 403
    assert hide(house, comment, by=house.MEMBER).status_code == 403
    path = f"/v1/comments/{comment['id']}/hidden"
    assert house.client.put(path, {"hidden": True}, house.AUTHOR, If_Match='"1"').status_code == 422
    assert hide(house, comment).status_code == 200
    assert under(house, article) == [] and under(house, article, house.OWNER) == []
    assert house.page(f"article/{article['id']}")["comments"]["count"] == 0
    for viewer in (house.MEMBER, house.AUTHOR, moderator(house)):
        [seen] = under(house, article, viewer)
        assert seen["hidden"] and seen["hidden_reason"] == "It names a customer." and not seen["can"]["remove"]
    own = f"/v1/comments/{comment['id']}"
    assert house.client.delete(own, house.MEMBER).json["slug"] == "hidden-already"
    assert house.client.patch(own, {"body": "Not so."}, house.MEMBER, 2).json["slug"] == "hidden-already"
    assert hide(house, comment, hidden=False, by=moderator(house)).json["state"] == "shown"
    assert len(under(house, article)) == 1
    told = [(person, act) for person, act, _ in given(house)]
    assert told == [("priya", "article-commented"), ("ann", "comment-hidden"), ("ann", "comment-shown")]
    assert given(house)[1][2] == "It names a customer."


def test_an_editor_hides_only_where_they_edit(house: Any, article: dict[str, Any]) -> None:
    boss = replace(house.AUTHOR, id="root", roles=frozenset({"administrator"}))
    comment, elsewhere = made(say(house, article)), house.category("Elsewhere")
    assert offered(house, article, comment, house.AUTHOR) == [True] * 3
    house.client.put(f"/v1/remits/{house.AUTHOR.id}", {"categories": [elsewhere]}, boss)
    assert hide(house, comment).status_code == 403
    assert offered(house, article, comment, house.AUTHOR) == [False] * 3
    for by in (boss, moderator(house)):
        assert offered(house, article, comment, by) == [True] * 3
    assert hide(house, comment, by=moderator(house)).status_code == 200


def offered(house: Any, article: dict[str, Any], comment: dict[str, Any], viewer: Any) -> list[bool]:
    """Whether `viewer` is offered to hide the only comment: under its article, in the list, and by itself."""
    listed = house.client.get(f"/v1/articles/{article['id']}/comments", viewer).json["items"]
    alone = house.page(f"comment/{comment['id']}", viewer)["comment"]
    return [each["can"]["hide"] for each in (*under(house, article, viewer), *listed, alone)]


def test_what_somebody_reported_waits_for_a_moderator_who_may_read_it(house: Any, article: dict[str, Any]) -> None:
    comment = made(say(house, article))
    path, mo = f"/v1/comments/{comment['id']}/flags", moderator(house)
    assert house.client.post(path, {"reason": "spam"}, house.MEMBER).json["slug"] == "your-own"
    assert house.client.post(path, {"reason": "spam", "note": "Sells."}, house.OWNER).status_code == 201
    assert house.client.post(path, {"reason": "rude"}, house.OWNER).json["slug"] == "flagged-already"
    [one] = house.client.get("/v1/moderation/flags", mo).json["items"]
    assert (one["count"], one["comment"]["id"], one["said"][0]["note"]) == (1, comment["id"], "Sells.")
    assert one["comment"]["article"]["id"] == article["id"]
    closed = house.edit(article, audiences=["a1"])
    assert house.client.get("/v1/moderation/flags", mo).json["items"] == []
    house.edit(closed, audiences=["everyone"])
    assert house.client.post(f"{path}/dismiss", None, mo).status_code == 204
    assert house.client.get("/v1/moderation/flags", mo).json["items"] == []
    acts = [each["act"] for each in house.client.get(f"/v1/comments/{comment['id']}/history", mo).json["items"]]
    own = house.client.get(f"/v1/comments/{comment['id']}/history", house.MEMBER).json["items"]
    assert acts == ["dismissed", "flagged"] and own == []


def test_links_by_somebody_new_wait_and_nobody_is_told_until_they_are_let_through(
    house: Any, article: dict[str, Any]
) -> None:
    house.app.config["NEWCOMERS"] = Limits(days=3, posts=9, comments_a_day=3)
    try:
        waiting = made(say(house, article, LINK))
        assert waiting["state"] == "hidden" and under(house, article) == [] and given(house) == []
        assert under(house, article, house.MEMBER)[0]["held"]
        assert say(house, article, " ".join([LINK] * 3)).status_code == 422
        assert [made(say(house, article))["state"], made(say(house, article))["state"]] == ["shown", "shown"]
        assert "3 comments a day" in say(house, article).json["detail"]
        [one] = house.client.get("/v1/moderation/held", moderator(house)).json["items"]
        assert one["id"] == waiting["id"]
        assert hide(house, waiting, hidden=False, by=moderator(house)).json["state"] == "shown"
        assert len(under(house, article)) == 3 and len(given(house)) == 3
        assert house.client.get("/v1/moderation/held", moderator(house)).json["items"] == []
    finally:
        house.app.config["NEWCOMERS"] = Limits(0, 0, 0)


def test_who_looks_after_the_article_is_told_of_others_comments(house: Any, article: dict[str, Any]) -> None:
    made(say(house, article, "By myself.", house.AUTHOR))
    made(say(house, article))
    assert given(house) == [("priya", "article-commented", "Two points are *enough*.")]


def test_a_notice_about_a_comment_is_for_who_wrote_it_while_they_may_read_the_article(
    house: Any, article: dict[str, Any]
) -> None:
    hide(house, made(say(house, article)))
    with house.database.reading() as db:
        [(id,)] = db.rows(select(notices.c.id).where(notices.c.act == "comment-hidden"))
    asked = {"things": [{"kind": "notice", "id": id}]}

    def visible(viewer: Any) -> list[str]:
        return [each["title"] for each in house.client.post("/internal/v1/visible", asked, viewer).json["visible"]]

    assert visible(house.MEMBER) == [article["title"]]
    assert visible(house.OWNER) == visible(house.AUTHOR) == visible(house.VISITOR) == []
    house.edit(article, audiences=["a1"])
    assert visible(house.MEMBER) == []


def test_comments_from_elsewhere_come_once_and_what_was_done_to_them_here_stays(house: Any) -> None:
    tree = {"external_id": "c", "name": "C", "description": "", "parent": None, "audiences": ["everyone"]}
    house.client.post("/v1/import/categories", {"items": [tree]}, house.IMPORTER)
    item = {"external_id": "x", "title": "T", "summary": "", "body": "", "category": "c", "audiences": ["everyone"]}
    item |= {"author_id": "owen", "published_at": "2025-02-17T16:00:00Z", "updated_at": "2025-02-17T16:00:00Z"}
    [article] = house.client.post("/v1/import/articles", {"items": [item]}, house.IMPORTER).json["items"]
    said = {"external_id": "x1", "article": "x", "author_id": "ann", "written_at": "2025-02-18T16:00:00+00:00"}

    def send(**more: Any) -> Any:
        return house.client.post("/v1/import/comments", {"items": [said | {"body": "So."} | more]}, house.IMPORTER)

    assert [send().json["items"][0]["outcome"] for _ in range(2)] == ["created", "unchanged"]
    assert send(body="So it is.").json["items"][0]["outcome"] == "changed"
    assert send(external_id="x2", article="y").status_code == 422
    [shown] = under(house, article)
    assert (shown["written_at"], shown["html"]) == (said["written_at"], "<p>So it is.</p>\n")
    hide(house, shown)
    assert send(body="Else.").json["items"][0]["outcome"] == "unchanged" and given(house)[-1][0] == "ann"


def test_a_person_who_is_erased_is_named_no_more_beside_what_they_said(house: Any, article: dict[str, Any]) -> None:
    made(say(house, article))
    house.tell("accounts.user.erased.v1", "ann", {"kind": "customer", "erasure_id": "e1"})
    house.work()
    assert under(house, article)[0]["author"]["name"] == "A former member"


def test_a_comment_is_previewed_as_it_would_stand(house: Any) -> None:
    answer = house.client.post("/internal/v1/comments/preview", {"body": "*So*"}, house.MEMBER)
    assert answer.json == {"html": "<p><em>So</em></p>\n"}
