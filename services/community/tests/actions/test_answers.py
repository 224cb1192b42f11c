"""The accepted answer: chosen, changed, taken back."""

import pytest

from portalkit.tables import outbox


@pytest.fixture
def reply(forum, topic):
    return forum.answer(topic)


def accept(forum, topic, reply, by=None, version=None):
    return forum.put(f"/v1/topics/{topic}/accepted", {"reply_id": reply}, by or forum.ann, version)


def test_who_asked_accepts_and_the_topic_is_solved(forum, topic, reply):
    forum.done(accept(forum, topic, reply, version=1))
    view = forum.page(f"topic/{topic}")
    assert (view["topic"]["state"], view["topic"]["accepted"]["id"]) == ("solved", reply)
    assert view["replies"]["items"][0]["accepted"] is True
    assert forum.page("topics?state=solved")["items"][0]["id"] == topic
    assert forum.page("topics?state=answered")["items"] == []
    assert forum.events()[-1] == "topic.solved"


def test_others_are_told_who_chose_the_answer(forum, topic, reply):
    forum.done(accept(forum, topic, reply, by=forum.moderator))
    forum.done(accept(forum, topic, None))
    with forum.database.reading() as db:
        facts = [row.data for row in db.rows(outbox.select().order_by(outbox.c.seq)) if row.subject == topic]
    assert [fact["accepted_by_id"] for fact in facts] == [None, forum.moderator.id, None]


def test_the_answer_can_be_another_and_none(forum, topic, reply):
    other = forum.answer(topic, body="Replace it.")
    forum.done(accept(forum, topic, reply))
    forum.done(accept(forum, topic, other))
    assert forum.page(f"topic/{topic}")["topic"]["accepted"]["id"] == other
    forum.done(accept(forum, topic, None))
    assert forum.page(f"topic/{topic}")["topic"]["state"] == "answered"
    assert forum.events()[-3:] == ["topic.solved", "topic.solved", "topic.reopened"]


def test_accepting_what_is_accepted_tells_nobody_again(forum, topic, reply):
    forum.done(accept(forum, topic, reply))
    assert forum.done(accept(forum, topic, reply))["version"] == 2
    forum.done(accept(forum, topic, None))
    forum.done(accept(forum, topic, None))
    assert forum.events()[-2:] == ["topic.solved", "topic.reopened"]


def test_a_moderator_may_accept_and_others_may_not(forum, topic, reply):
    assert accept(forum, topic, reply, by=forum.ben).status_code == 403
    forum.done(accept(forum, topic, reply, by=forum.moderator))


def test_a_reply_of_another_topic_or_a_hidden_one_is_no_answer(forum, category, topic, reply):
    elsewhere = forum.answer(forum.ask(category))
    assert accept(forum, topic, elsewhere).status_code == 409
    forum.hide(f"/v1/replies/{reply}")
    assert accept(forum, topic, reply).status_code == 404
    assert accept(forum, topic, reply, by=forum.moderator).status_code == 409


def test_hiding_the_answer_opens_the_question_again(forum, topic, reply):
    forum.done(accept(forum, topic, reply))
    forum.hide(f"/v1/replies/{reply}")
    view = forum.page(f"topic/{topic}")["topic"]
    assert (view["state"], view["accepted"], view["reply_count"]) == ("open", None, 0)
    assert forum.events()[-2:] == ["reply.hidden", "topic.reopened"]
    forum.hide(f"/v1/replies/{reply}", hidden=False)
    assert forum.page(f"topic/{topic}")["topic"]["state"] == "answered"


def test_the_answer_stands_at_the_top_of_every_page_of_replies(forum, topic, reply):
    forum.done(accept(forum, topic, reply))
    for number in range(50):
        forum.later(minutes=1)
        forum.answer(topic, body=f"Me too, {number}.")
    first = forum.page(f"topic/{topic}")
    second = forum.page(f"topic/{topic}?cursor={first['replies']['next']}")
    assert (len(first["replies"]["items"]), len(second["replies"]["items"])) == (50, 1)
    assert second["topic"]["accepted"]["id"] == reply
    assert second["replies"]["next"] is None
