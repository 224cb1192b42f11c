"""Questions: asked, changed, narrowed, hidden, closed."""

from community.actions.topics import ask_question
from portalkit.viewer import VISITOR, Viewer


def test_a_question_is_in_the_list_and_told_and_followed_by_who_asked(forum, category):
    id = forum.ask(category, forum.ann, title="Why does it drift?")
    row = forum.page("topics")["items"][0]
    assert (row["id"], row["title"], row["excerpt"], row["state"]) == (
        id,
        "Why does it drift?",
        "It drifts by two units.",
        "open",
    )
    assert row["author"] == {"id": forum.ann.id, "name": "Ann", "kind": "customer"}
    assert forum.events()[-2:] == ["topic.asked", "follow.started"]
    assert forum.page(f"topic/{id}", forum.ann)["topic"]["following"] is True


def test_nobody_asks_in_a_category_they_cannot_read(forum):
    closed = forum.add_category("Partners", ("a3",))
    for unknown in (closed, "no-such-category"):
        body = {"category_id": unknown, "title": "Hello?", "body": "Anybody?"}
        answer = forum.http.post("/v1/topics", body, forum.ann)
        assert (answer.status_code, list(answer.get_json()["errors"])) == (422, ["category_id"])


def test_a_question_can_be_for_fewer_than_its_category_but_not_for_people_one_is_not_of(forum, category):
    body = {"category_id": category, "title": "Among us", "body": "Members only.", "audiences": ["members"]}
    id = forum.done(forum.http.post("/v1/topics", body, forum.ann))["id"]
    assert forum.missing(f"topic/{id}", VISITOR)
    assert not forum.missing(f"topic/{id}", forum.ben)
    refused = forum.http.post("/v1/topics", body | {"audiences": ["a3"]}, forum.ann)
    assert list(refused.get_json()["errors"]) == ["audiences"]


def test_who_asked_changes_the_question_within_a_day(forum, topic):
    changed = {"title": "Why does pH drift?", "body": "By *three* units."}
    forum.done(forum.http.patch(f"/v1/topics/{topic}", changed, forum.ann, version=1))
    view = forum.page(f"topic/{topic}", forum.ann)["topic"]
    assert (view["title"], view["version"], view["body"]) == ("Why does pH drift?", 2, "By *three* units.")
    assert view["edited_at"]
    forum.later(hours=25)
    late = forum.http.patch(f"/v1/topics/{topic}", changed, forum.ann, version=2)
    assert (late.status_code, late.get_json()["slug"]) == (409, "edit-window-over")
    assert forum.page(f"topic/{topic}", forum.ann)["topic"]["can"]["edit"] is False


def test_only_who_asked_and_moderators_change_a_question(forum, topic):
    changed = {"title": "Buy batteries", "body": "Cheap."}
    assert forum.http.patch(f"/v1/topics/{topic}", changed, forum.ben, version=1).status_code == 403
    forum.later(days=400)
    forum.done(forum.http.patch(f"/v1/topics/{topic}", changed, forum.moderator, version=1))


def test_the_slower_of_two_editors_is_told(forum, topic):
    first = {"title": "One", "body": "first"}
    forum.done(forum.http.patch(f"/v1/topics/{topic}", first, forum.ann, version=1))
    slower = forum.http.patch(f"/v1/topics/{topic}", first, forum.moderator, version=1)
    assert (slower.status_code, slower.get_json()["slug"]) == (412, "stale")


def test_a_hidden_topic_is_missing_but_for_its_writer_and_moderators_who_read_why(forum, topic):
    forum.hide(f"/v1/topics/{topic}")
    assert forum.missing(f"topic/{topic}", forum.ben)
    assert forum.missing(f"topic/{topic}", VISITOR)
    assert forum.page("topics")["items"] == []
    assert forum.page("topics")["categories"][0]["topic_count"] == 0
    for viewer in (forum.moderator, forum.ann):
        view = forum.page(f"topic/{topic}", viewer)["topic"]
        assert (view["hidden"], view["hidden_reason"]) == (True, "an advertisement")
    forum.hide(f"/v1/topics/{topic}", hidden=False)
    assert forum.page("topics")["items"][0]["id"] == topic
    assert forum.events()[-4:] == ["decision.made", "topic.hidden", "decision.reversed", "topic.shown"]


def test_a_moderator_outside_the_audiences_meets_a_hidden_topic_nowhere(forum):
    closed = forum.add_category("Partners", ("a3",))
    with forum.database.transaction() as tx:
        partner = Viewer("partner", kind="customer", audiences=frozenset({"everyone", "members", "a3"}))
        id = ask_question(tx, partner, closed, "Prices", "How much?").id
    assert forum.missing(f"topic/{id}", forum.moderator)
    assert forum.put(f"/v1/topics/{id}/hidden", {"hidden": True}, forum.moderator).status_code == 404


def test_hiding_twice_is_hiding_once(forum, topic):
    forum.hide(f"/v1/topics/{topic}")
    assert forum.hide(f"/v1/topics/{topic}")["version"] == 2
    assert forum.events().count("topic.hidden") == 1


def test_only_moderators_hide_and_close(forum, topic):
    assert forum.put(f"/v1/topics/{topic}/hidden", {"hidden": True}, forum.ann, 1).status_code == 403
    assert forum.put(f"/v1/topics/{topic}/locked", {"locked": True}, forum.ann, 1).status_code == 403


def test_a_closed_topic_takes_no_more_replies(forum, topic):
    forum.done(forum.put(f"/v1/topics/{topic}/locked", {"locked": True}, forum.moderator, 1))
    refused = forum.http.post(f"/v1/topics/{topic}/replies", {"body": "But…"}, forum.ben)
    assert (refused.status_code, refused.get_json()["slug"]) == (409, "topic-locked")
    can = forum.page(f"topic/{topic}", forum.ben)["topic"]["can"]
    assert (can["reply"], can["follow"]) == (False, True)
    forum.done(forum.put(f"/v1/topics/{topic}/locked", {"locked": False}, forum.moderator, 2))
    forum.answer(topic)


def test_narrowing_a_topic_holds_at_once_and_is_told(forum, topic):
    forum.done(forum.put(f"/v1/topics/{topic}/audiences", {"audiences": ["staff"]}, forum.moderator, 1))
    assert forum.missing(f"topic/{topic}", forum.ann)
    assert forum.page("topics", forum.ann)["categories"][0]["topic_count"] == 0
    assert forum.page("topics", forum.moderator)["categories"][0]["topic_count"] == 1
    assert forum.events()[-1] == "topic.edited"


def test_a_topic_never_gets_wider_than_its_category(forum):
    members = forum.add_category("Members", ("members",))
    id = forum.ask(members)
    forum.done(forum.put(f"/v1/topics/{id}/audiences", {"audiences": ["everyone"]}, forum.moderator, 1))
    assert forum.missing(f"topic/{id}", VISITOR)


def test_what_was_written_for_members_stays_theirs_when_the_category_opens(forum):
    members = forum.add_category("Members", ("members",))
    id = forum.ask(members)
    wider = {"name": "Open", "description": "", "audiences": ["everyone"]}
    forum.done(forum.http.patch(f"/v1/categories/{members}", wider, forum.moderator, version=1))
    assert forum.missing(f"topic/{id}", VISITOR)
    assert not forum.missing(f"topic/{forum.ask(members)}", VISITOR)
