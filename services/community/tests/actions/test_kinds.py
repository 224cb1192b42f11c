"""Topics are questions, discussions, ideas or announcements."""

import pytest


def listed(forum, query, viewer=None):
    return [row["id"] for row in forum.page(f"topics{query}", viewer or forum.ann)["items"]]


def test_a_list_is_narrowed_by_kind_and_says_the_kind_of_each(forum, category):
    ids = {kind: forum.ask(category, kind=kind) for kind in ("question", "discussion", "idea")}
    ids["announcement"] = forum.ask(category, forum.moderator, kind="announcement")
    for kind, id in ids.items():
        assert listed(forum, f"?kind={kind}") == listed(forum, f"?kind={kind}&category={category}") == [id]
    assert {row["id"]: row["kind"] for row in forum.page("topics")["items"]} == {id: kind for kind, id in ids.items()}
    assert listed(forum, "?kind=idea&state=mine", forum.moderator) == []
    public = forum.done(forum.http.get("/v1/topics?kind=idea"))["items"]
    assert [row["id"] for row in public] == [ids["idea"]]


def test_only_staff_announce(forum, category):
    body = {"category_id": category, "title": "News", "body": "Good.", "kind": "announcement"}
    refused = forum.http.post("/v1/topics", body, forum.ann)
    assert (refused.status_code, list(refused.get_json()["errors"])) == (422, ["kind"])
    assert "announcement" not in forum.page("ask", forum.ann)["kinds"]
    assert "announcement" in forum.page("ask", forum.moderator)["kinds"]


@pytest.mark.parametrize("kind", ["discussion", "idea"])
def test_only_a_question_waits_for_an_answer_and_has_one(forum, category, kind):
    topic = forum.ask(category, kind=kind)
    assert listed(forum, "?state=open") == []
    reply = forum.answer(topic)
    view = forum.page(f"topic/{topic}", forum.ann)
    assert not view["topic"]["can"]["accept"] and not view["replies"]["items"][0]["can"]["accept"]
    refused = forum.put(f"/v1/topics/{topic}/accepted", {"reply_id": reply}, forum.ann)
    assert (refused.status_code, refused.get_json()["slug"]) == (409, "no-question")


def test_an_announcement_can_begin_closed_to_replies_and_nothing_else_can(forum, category):
    topic = forum.ask(category, forum.moderator, kind="announcement", locked=True)
    refused = forum.http.post(f"/v1/topics/{topic}/replies", {"body": "But why?"}, forum.ann)
    assert (refused.status_code, refused.get_json()["slug"]) == (409, "topic-locked")
    assert not forum.page(f"topic/{topic}", forum.ann)["topic"]["can"]["reply"]
    body = {"category_id": category, "title": "T", "body": "B", "locked": True}
    refused = forum.http.post("/v1/topics", body, forum.moderator)
    assert (refused.status_code, list(refused.get_json()["errors"])) == (422, ["locked"])
