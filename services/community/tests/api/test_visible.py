"""The owner permits: what somebody found is shown only as far as this viewer may read it now."""

import pytest
from sqlalchemy import select

from portalkit.tables import outbox
from portalkit.viewer import VISITOR


def permitted(forum, things, viewer=VISITOR):
    answer = forum.http.post("/internal/v1/visible", {"things": things}, viewer)
    return [thing["id"] for thing in forum.done(answer)["visible"]]


def removals(forum, topic):
    """The one number of removals that is taken for good."""
    (fits,) = [n for n in range(10) if permitted(forum, [{"kind": "topic", "id": topic, "removals": n}])]
    return fits


def test_it_says_title_and_state_of_what_may_be_read(forum, topic):
    forum.answer(topic)
    answer = forum.done(forum.http.post("/internal/v1/visible", {"things": [{"kind": "topic", "id": topic}]}))
    assert answer == {"visible": [{"id": topic, "kind": "topic", "title": "Why does it drift?", "state": "answered"}]}


def test_it_says_nothing_of_what_is_hidden_narrow_foreign_or_not_there(forum, category, topic):
    hidden, narrow = forum.ask(category), forum.ask(forum.add_category("Members", ("members",)))
    forum.hide(f"/v1/topics/{hidden}")
    things = [{"kind": "topic", "id": id} for id in (hidden, narrow, "none", topic)]
    things.append({"kind": "article", "id": topic})
    assert permitted(forum, things) == [topic]
    assert set(permitted(forum, things, forum.ann)) == {narrow, topic}
    assert hidden not in permitted(forum, things, forum.moderator)


def test_a_reply_that_somebody_was_told_of_is_permitted_while_it_is_shown_in_a_topic_they_read(forum, category, topic):
    reply, hidden = forum.answer(topic), forum.answer(topic)
    narrow = forum.answer(forum.ask(forum.add_category("Members", ("members",))))
    of_hidden = forum.answer(gone := forum.ask(category))
    forum.hide(f"/v1/replies/{hidden}")
    forum.hide(f"/v1/topics/{gone}")
    things = [{"kind": "reply", "id": id} for id in (reply, hidden, narrow, of_hidden, topic, "none")]
    assert permitted(forum, things) == [reply]
    assert set(permitted(forum, things, forum.ann)) == {reply, narrow}
    assert set(permitted(forum, things, forum.moderator)) == {reply, narrow}


def test_nothing_found_is_nothing_visible(forum):
    assert permitted(forum, []) == []


def test_every_text_that_goes_counts_once(forum, topic):
    reply = forum.answer(topic)
    assert removals(forum, topic) == 0
    forum.done(forum.http.patch(f"/v1/topics/{topic}", {"title": "T", "body": "B"}, forum.ann, version=1))
    assert removals(forum, topic) == 1
    forum.done(forum.http.patch(f"/v1/replies/{reply}", {"body": "R"}, forum.ben, version=1))
    assert removals(forum, topic) == 2
    forum.hide(f"/v1/replies/{reply}")
    assert removals(forum, topic) == 3
    forum.hide(f"/v1/replies/{reply}", hidden=False)
    forum.answer(topic)
    assert removals(forum, topic) == 3
    forum.hide(f"/v1/topics/{topic}")
    forum.hide(f"/v1/topics/{topic}", hidden=False)
    assert removals(forum, topic) == 4


def test_who_sums_what_the_events_say_has_the_same_number(forum, category, topic):
    reply, other = forum.answer(topic), forum.answer(topic)
    forum.done(forum.http.patch(f"/v1/topics/{topic}", {"title": "T", "body": "B"}, forum.ann, version=1))
    forum.hide(f"/v1/replies/{reply}")
    forum.done(forum.http.patch(f"/v1/replies/{other}", {"body": "R"}, forum.ben, version=1))
    assert sum(told["removals"] for told in last_told(forum).values()) == removals(forum, topic) == 3


def last_told(forum):
    """The newest state of every topic and reply, as a copy would have it."""
    with forum.database.reading() as db:
        rows = db.rows(select(outbox.c.subject, outbox.c.data).order_by(outbox.c.seq))
    return {row.subject: row.data for row in rows if "removals" in row.data}


@pytest.mark.parametrize(
    "thing",
    [
        {"kind": "person", "id": "x"},
        {"kind": "topic", "id": ""},
        {"kind": "topic", "id": "x", "removals": "1"},
        {"kind": "topic", "id": "x", "more": 1},
        {"kind": "topic"},
    ],
)
def test_what_is_no_thing_is_refused(forum, thing):
    assert forum.http.post("/internal/v1/visible", {"things": [thing]}).status_code == 422


def test_at_most_a_hundred_things_are_asked_about(forum):
    things = [{"kind": "topic", "id": str(n)} for n in range(101)]
    assert forum.http.post("/internal/v1/visible", {"things": things}).status_code == 422
