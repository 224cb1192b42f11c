"""Before an article comes out somebody looks at it: asked for, talked about, approved or sent back."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from knowledge.store.tables import notices, reaches
from portalkit.tables import outbox
from portalkit.testing import published

PAGES = "/internal/v1/pages"
BASE = frozenset({"everyone", "members", "staff"})


@pytest.fixture
def rita(house: Any) -> Any:
    """A reviewer who does not write."""
    return replace(house.AUTHOR, id="rita", roles=frozenset({"reviewer"}))


@pytest.fixture
def both(house: Any) -> Any:
    """Somebody who writes and reviews."""
    return replace(house.AUTHOR, id="bo", roles=frozenset({"author", "reviewer"}))


def careful(house: Any, name: str = "Careful", needs_review: bool = True) -> str:
    body = {"name": name, "audiences": ["everyone"], "needs_review": needs_review}
    return str(house.client.post("/v1/categories", body, house.AUTHOR).json["id"])


def post(house: Any, article: dict[str, Any], path: str, body: Any, viewer: Any, version: int | None = None) -> Any:
    more = {} if version is None else {"If_Match": f'"{version}"'}
    return house.client.post(f"/v1/articles/{article['id']}/{path}", body, viewer, **more)


def ask(house: Any, article: dict[str, Any], viewer: Any = None, **changes: Any) -> Any:
    return post(house, article, "review", changes, viewer or house.AUTHOR, article["version"])


def shown(house: Any, article: dict[str, Any], viewer: Any) -> Any:
    return house.page(f"staff/article/{article['id']}/review", viewer)


def read(house: Any, article: dict[str, Any]) -> Any:
    return house.client.get(f"/v1/articles/{article['id']}")


def current(house: Any, article: dict[str, Any]) -> dict[str, Any]:
    return dict(house.page(f"staff/article/{article['id']}", house.AUTHOR)["article"])


def test_an_author_alone_cannot_publish_where_the_category_needs_a_review(house: Any, both: Any) -> None:
    article = house.draft(careful(house))
    answer = post(house, article, "publish", {}, house.AUTHOR, article["version"])
    assert (answer.status_code, answer.json["slug"]) == (409, "needs-review")
    moved = {"category_id": careful(house, "Free", needs_review=False)}
    answer = post(house, article, "publish", moved, house.AUTHOR, article["version"])
    assert answer.json["slug"] == "needs-review"
    assert post(house, article, "publish", {}, both, article["version"]).status_code == 200
    assert post(house, house.draft(moved["category_id"]), "publish", {}, house.AUTHOR, 1).status_code == 200


def test_a_reviewer_approves_a_draft_and_it_comes_out(house: Any, rita: Any) -> None:
    article = house.draft(careful(house))
    asked = ask(house, article, note="First text")
    assert (asked.status_code, asked.json["state"], asked.json["revision"]) == (200, "waiting", 1)
    [waiting] = house.page("staff/reviews", rita)["items"]
    assert (waiting["id"], waiting["title"], waiting["note"], waiting["own"]) == (
        article["id"],
        "Calibrate in place",
        "First text",
        False,
    )
    page = shown(house, article, rita)
    assert (page["is_out"], page["can"]) == (False, {"decide": True, "remark": True, "edit": False})
    assert {row["mark"] for part in page["parts"] for row in part["rows"]} == {"added"}
    assert read(house, article).status_code == 404
    answer = post(house, article, "review/approve", {"remark": "Well said."}, rita, page["review"]["version"])
    assert (answer.status_code, answer.json["state"], answer.json["decided_by"]) == (200, "approved", "rita")
    assert read(house, article).json["title"] == "Calibrate in place"
    assert house.page("staff/reviews", rita)["items"] == []
    with house.database.reading() as db:
        assert published(db)[-2][0] == "knowledge.article.published.v1"
    over = shown(house, article, rita)
    assert ([each["body"] for each in over["remarks"]], over["parts"]) == (["Well said."], [])
    assert over["can"]["decide"] is False


def test_what_is_out_stays_as_it_is_until_its_change_is_approved(house: Any, rita: Any, both: Any) -> None:
    article = house.draft(careful(house))
    article = post(house, article, "publish", {}, both, article["version"]).json
    changed = house.edit(article, body="Take three.", title="Better", product="heron-500")
    assert (read(house, article).json["title"], read(house, article).json["product"]) == (
        "Calibrate in place",
        "heron-500",
    )
    editing = house.page(f"staff/article/{article['id']}", house.AUTHOR)
    assert (editing["article"]["title"], editing["review"]) == (
        "Better",
        {"in_review": False, "proposal": 2, "publish": False, "edit": True},
    )
    ask(house, changed)
    page = shown(house, article, rita)
    assert [part["name"] for part in page["parts"]] == ["title", "body"]
    post(house, article, "review/approve", {}, rita, page["review"]["version"])
    assert read(house, article).json["title"] == "Better"
    items = house.page(f"staff/article/{article['id']}/revisions", house.AUTHOR)["items"]
    assert [(each["number"], each["proposed"]) for each in items] == [(2, False), (1, False)]
    with house.database.reading() as db:
        assert published(db)[-2][0] == "knowledge.article.changed.v1"
    house.work()
    assert house.found("better") == [article["id"]]


def test_an_approved_article_comes_out_at_its_time(house: Any, rita: Any) -> None:
    article = house.draft(careful(house), published_at="2026-11-22T12:00:00Z")
    ask(house, article)
    page = shown(house, article, rita)
    assert page["out_at"] == "2026-11-22T12:00:00+00:00"
    post(house, article, "review/approve", {}, rita, page["review"]["version"])
    assert read(house, article).status_code == 404
    house.later(hours=3)
    assert read(house, article).status_code == 200


def test_a_reviewer_sends_back_with_a_reason_and_the_author_asks_again(house: Any, rita: Any) -> None:
    article = house.draft(careful(house))
    ask(house, article)
    version = shown(house, article, rita)["review"]["version"]
    assert post(house, article, "review/return", {"reason": ""}, rita, version).status_code == 422
    answer = post(house, article, "review/return", {"reason": "Which buffer?"}, rita, version)
    assert (answer.json["state"], answer.json["reason"]) == ("returned", "Which buffer?")
    assert read(house, article).status_code == 404
    assert ask(house, current(house, article), body="Buffer 7.", note="Said which").status_code == 200
    again = shown(house, article, rita)
    assert (again["review"]["state"], again["review"]["revision"]) == ("waiting", 2)
    assert house.page("staff/articles?state=in-review", house.AUTHOR)["items"][0]["in_review"] is True


def test_nobody_decides_or_overtakes_what_they_asked_for(house: Any, both: Any) -> None:
    article = house.draft(careful(house))
    ask(house, article, both)
    page = shown(house, article, both)
    assert page["can"]["decide"] is False
    for path, body in (("review/approve", {}), ("review/return", {"reason": "No"})):
        answer = post(house, article, path, body, both, page["review"]["version"])
        assert (answer.status_code, answer.json["slug"]) == (409, "own-review")
    answer = post(house, article, "publish", {}, both, current(house, article)["version"])
    assert answer.json["slug"] == "own-review"
    assert house.page(f"staff/article/{article['id']}", both)["review"]["publish"] is False


def test_a_reviewer_who_read_older_words_is_told(house: Any, rita: Any) -> None:
    article = house.draft(careful(house))
    ask(house, article)
    version = shown(house, article, rita)["review"]["version"]
    house.edit(current(house, article), body="Something else entirely.")
    assert post(house, article, "review/approve", {}, rita, version).status_code == 412
    page = shown(house, article, rita)
    assert page["review"]["revision"] == 2
    assert post(house, article, "review/approve", {}, rita, page["review"]["version"]).status_code == 200
    assert "Something else" in read(house, article).json["html"]
    assert post(house, article, "review/approve", {}, rita, page["review"]["version"] + 1).json["slug"] == "review-over"


def test_words_that_come_out_without_the_review_end_it(house: Any, rita: Any, both: Any) -> None:
    article = house.article(house.category())
    ask(house, article, body="Proposed.")
    house.edit(current(house, article), body="Changed by somebody in a hurry.")
    assert shown(house, article, rita)["review"]["state"] == "overtaken"
    assert house.page("staff/reviews", rita)["items"] == []
    draft = house.draft(careful(house))
    ask(house, draft)
    post(house, draft, "publish", {}, both, current(house, draft)["version"])
    assert shown(house, draft, rita)["review"]["state"] == "overtaken"


def test_a_change_of_something_else_keeps_the_proposal_waiting(house: Any, rita: Any) -> None:
    article = house.article(house.category())
    ask(house, article, body="Proposed.")
    words = {name: current(house, article)[name] for name in ("title", "summary", "body")}
    assert words["body"] == "Proposed."
    house.edit(current(house, article), audiences=["members"])
    page = shown(house, article, rita)
    assert (page["review"]["state"], page["review"]["revision"]) == ("waiting", 2)


def test_asking_without_a_change_of_what_is_out_is_refused(house: Any) -> None:
    article = house.article(house.category())
    answer = ask(house, article)
    assert (answer.status_code, answer.json["slug"]) == (409, "nothing-to-review")
    assert house.client.get(f"{PAGES}/staff/article/{article['id']}/review", house.AUTHOR).status_code == 404


def test_what_is_out_is_not_moved_past_a_review(house: Any, both: Any) -> None:
    free, kept = house.category(), careful(house)
    for here, there in ((free, kept), (kept, free)):
        article = house.draft(here)
        article = post(house, article, "publish", {}, both, article["version"]).json
        moved = {"category_id": there}
        answer = house.client.patch(f"/v1/articles/{article['id']}", moved, house.AUTHOR, article["version"])
        assert (answer.status_code, answer.json["slug"]) == (409, "needs-review")


def test_author_and_reviewer_talk_while_it_waits(house: Any, rita: Any) -> None:
    article = house.draft(careful(house))
    assert post(house, article, "review/remarks", {"body": "?"}, rita).status_code == 404
    ask(house, article)
    assert post(house, article, "review/remarks", {"body": "Which buffer?"}, rita).status_code == 201
    assert post(house, article, "review/remarks", {"body": "Seven."}, house.AUTHOR).status_code == 201
    said = [(each["author"]["id"], each["body"]) for each in shown(house, article, rita)["remarks"]]
    assert said == [("rita", "Which buffer?"), ("priya", "Seven.")]
    post(house, article, "review/return", {"reason": "Later"}, rita, shown(house, article, rita)["review"]["version"])
    assert post(house, article, "review/remarks", {"body": "But"}, rita).json["slug"] == "review-over"


def test_reviews_are_for_who_writes_or_reviews(house: Any, rita: Any) -> None:
    article = house.draft(careful(house), ("a1",))
    ask(house, article)
    for viewer in (house.STAFF, house.IMPORTER, house.OWNER):
        assert house.client.get(f"{PAGES}/staff/reviews", viewer).status_code == 403
        assert house.client.get(f"{PAGES}/staff/article/{article['id']}/review", viewer).status_code == 403
        assert post(house, article, "review/approve", {}, viewer, 1).status_code == 403
        assert post(house, article, "review/remarks", {"body": "B"}, viewer).status_code == 403
    assert post(house, article, "review/approve", {}, house.AUTHOR, 1).status_code == 403
    assert ask(house, article, rita).status_code == 403
    shown(house, article, rita)
    with house.database.reading() as db:
        assert ("rita", "opened") in {(row.person_id, row.act) for row in db.rows(select(reaches))}


def test_the_queue_comes_in_pages_longest_waiting_first(house: Any, rita: Any) -> None:
    category = careful(house)
    for number in range(21):
        house.later(minutes=1)
        ask(house, house.draft(category, title=f"Draft {number}"))
    first = house.page("staff/reviews", rita)
    assert [each["title"] for each in first["items"]] == [f"Draft {number}" for number in range(20)]
    rest = house.page(f"staff/reviews?cursor={first['next']}", rita)
    assert [each["title"] for each in rest["items"]] == ["Draft 20"]


def notices_of(house: Any) -> list[tuple[str, str, str]]:
    with house.database.reading() as db:
        rows = db.rows(select(outbox.c.data).where(outbox.c.type == "knowledge.notice.given.v1").order_by(outbox.c.seq))
    return [(row.data["person_id"], row.data["act"], row.data["text"]) for row in rows]


def test_who_asked_is_told_of_remark_return_and_approval_and_of_nothing_of_their_own(house: Any, rita: Any) -> None:
    article = house.draft(careful(house))
    ask(house, article)
    post(house, article, "review/remarks", {"body": "Which buffer?"}, rita)
    post(house, article, "review/remarks", {"body": "Seven."}, house.AUTHOR)
    post(house, article, "review/return", {"reason": "Say so"}, rita, shown(house, article, rita)["review"]["version"])
    ask(house, current(house, article), body="Buffer seven.")
    page = shown(house, article, rita)
    post(house, article, "review/approve", {"remark": "x" * 2000}, rita, page["review"]["version"])
    told = notices_of(house)
    assert told[:2] == [("priya", "review-remarked", "Which buffer?"), ("priya", "review-returned", "Say so")]
    assert [told[2][:2], len(told[2][2]), len(told)] == [("priya", "review-approved"), 600, 3]


def test_a_notice_is_shown_to_the_one_whom_it_is_for_while_they_work_here(house: Any, rita: Any, both: Any) -> None:
    article = house.draft(careful(house))
    ask(house, article)
    post(house, article, "review/remarks", {"body": "Which buffer?"}, rita)
    house.edit(current(house, article), title="Calibrate anywhere")
    with house.database.reading() as db:
        [notice] = db.rows(select(notices))
    things = {"things": [{"kind": "notice", "id": notice.id}]}

    def visible(viewer: Any) -> Any:
        return house.client.post("/internal/v1/visible", things, viewer).json["visible"]

    assert visible(house.AUTHOR) == [
        {"id": notice.id, "title": "Calibrate anywhere", "kind": "notice", "state": "given"}
    ]
    for viewer in (
        rita,
        both,
        house.VISITOR,
        replace(house.AUTHOR, roles=frozenset()),
        replace(house.MEMBER, id="priya"),
    ):
        assert visible(viewer) == []
