"""Replies: posted, changed, hidden."""

from portalkit.viewer import VISITOR, Viewer


def test_a_reply_is_on_the_page_counted_and_told(forum, topic):
    forum.later(minutes=5)
    id = forum.answer(topic, forum.ben, "Try `clean()`.")
    view = forum.page(f"topic/{topic}")
    assert [(each["id"], each["author"]["name"]) for each in view["replies"]["items"]] == [(id, "Ben")]
    assert "<code>clean()</code>" in view["replies"]["items"][0]["html"]
    row = forum.page("topics")["items"][0]
    assert (row["reply_count"], row["state"]) == (1, "answered")
    assert row["last_activity_at"] > row["asked_at"]
    assert forum.events()[-2:] == ["reply.posted", "follow.started"]


def test_a_new_reply_makes_no_form_of_the_topic_stale(forum, topic):
    forum.answer(topic)
    forum.done(forum.http.patch(f"/v1/topics/{topic}", {"title": "T", "body": "B"}, forum.ann, version=1))


def test_the_latest_activity_comes_first(forum, category, topic):
    forum.later(hours=1)
    newer = forum.ask(category)
    assert [row["id"] for row in forum.page("topics")["items"]] == [newer, topic]
    forum.later(hours=1)
    forum.answer(topic)
    assert [row["id"] for row in forum.page("topics")["items"]] == [topic, newer]


def test_nobody_replies_where_they_cannot_read(forum):
    id = forum.ask(forum.add_category("Members", ("members",)))
    outsider = Viewer("x", kind="customer", audiences=frozenset({"everyone"}))
    for topic in (id, "no-such-topic"):
        assert forum.http.post(f"/v1/topics/{topic}/replies", {"body": "Hello?"}, outsider).status_code == 404


def test_its_writer_changes_a_reply_within_a_day(forum, topic):
    id = forum.answer(topic)
    forum.done(forum.http.patch(f"/v1/replies/{id}", {"body": "Clean it **twice**."}, forum.ben, version=1))
    reply = forum.page(f"reply/{id}", forum.ben)["reply"]
    assert (reply["body"], reply["version"], reply["topic"]["id"]) == ("Clean it **twice**.", 2, topic)
    assert forum.http.patch(f"/v1/replies/{id}", {"body": "No."}, forum.ann, version=2).status_code == 403
    forum.later(hours=25)
    assert forum.http.patch(f"/v1/replies/{id}", {"body": "No."}, forum.ben, version=2).status_code == 409
    forum.done(forum.http.patch(f"/v1/replies/{id}", {"body": "Yes."}, forum.moderator, version=2))


def test_a_hidden_reply_is_not_there_and_not_counted_but_for_moderators_and_its_writer(forum, topic):
    forum.later(hours=1)
    id = forum.answer(topic)
    forum.hide(f"/v1/replies/{id}")
    for viewer in (VISITOR, forum.ann):
        view = forum.page(f"topic/{topic}", viewer)
        assert (view["replies"]["items"], view["topic"]["reply_count"], view["topic"]["state"]) == ([], 0, "open")
        assert forum.missing(f"reply/{id}", viewer)
    row = forum.page("topics")["items"][0]
    assert row["last_activity_at"] == row["asked_at"]
    for viewer in (forum.moderator, forum.ben):
        (seen,) = forum.page(f"topic/{topic}", viewer)["replies"]["items"]
        assert (seen["hidden"], seen["hidden_reason"], seen["can"]["accept"]) == (True, "an advertisement", False)
    assert not seen["can"]["edit"] and not seen["can"]["flag"]
    assert forum.http.patch(f"/v1/replies/{id}", {"body": "Again."}, forum.ben, version=2).status_code == 404
    forum.hide(f"/v1/replies/{id}", hidden=False)
    assert forum.page(f"topic/{topic}")["topic"]["reply_count"] == 1
    assert forum.events()[-4:] == ["decision.made", "reply.hidden", "decision.reversed", "reply.shown"]


def test_a_reply_is_not_shown_again_while_its_topic_is_hidden(forum, topic):
    id = forum.answer(topic)
    forum.hide(f"/v1/replies/{id}")
    forum.hide(f"/v1/topics/{topic}")
    refused = forum.put(f"/v1/replies/{id}/hidden", {"hidden": False}, forum.moderator, 2)
    assert (refused.status_code, refused.get_json()["slug"]) == (409, "topic-hidden")


def test_with_its_topic_a_reply_is_gone_too(forum, topic):
    id = forum.answer(topic)
    forum.hide(f"/v1/topics/{topic}")
    assert forum.missing(f"reply/{id}", forum.ben)
    assert forum.http.get(f"/v1/topics/{topic}/replies", forum.ben).status_code == 404
    assert not forum.missing(f"reply/{id}", forum.moderator)


def test_a_reply_posted_twice_with_one_key_is_one_reply(forum, topic):
    for _ in range(2):
        forum.done(
            forum.http.post(f"/v1/topics/{topic}/replies", {"body": "Once."}, forum.ben, Idempotency_Key="the-same")
        )
    assert forum.page(f"topic/{topic}")["topic"]["reply_count"] == 1
