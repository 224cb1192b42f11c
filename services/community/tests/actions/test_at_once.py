"""Several people at once: what follows from several rows is right, whoever was first."""

import pytest
from sqlalchemy import func, select

from community.store.tables import categories, follows, points, replies, tallies, topic_counts, topics, votes
from portalkit.testing import Client, at_once

MANY = 8


def calls(forum, *asked):
    """The status of each of several requests, all sent at one moment: method, path, body, who asks, and headers."""

    def call(method, path, body, by, headers):
        client = Client(forum.app, "community")
        return lambda: getattr(client, method)(path, body, by, **headers).status_code

    return at_once(*(call(*each) for each in asked))


def rows(forum, *columns):
    with forum.database.reading() as db:
        return [tuple(row) for row in db.rows(select(*columns))]


def test_replies_at_once_are_all_there_and_counted(forum, topic):
    body = {"body": "Clean it."}
    asked = [("post", f"/v1/topics/{topic}/replies", body, (forum.ben, forum.ann)[n % 2], {}) for n in range(MANY)]
    assert calls(forum, *asked) == [201] * MANY
    assert rows(forum, topics.c.reply_count, topics.c.state) == [(MANY, "answered")]
    assert rows(forum, func.count(follows.c.id)) == [(2,)]


def test_questions_at_once_are_all_counted(forum, category):
    body = {"category_id": category, "title": "Why?", "body": "It drifts."}
    assert calls(forum, *[("post", "/v1/topics", body, forum.ann, {})] * MANY) == [201] * MANY
    assert rows(forum, topic_counts.c.count) == [(MANY,)]


def test_a_topic_locked_meanwhile_takes_no_reply_after_that(forum, topic):
    reply = ("post", f"/v1/topics/{topic}/replies", {"body": "Clean it."}, forum.ben, {})
    lock = ("put", f"/v1/topics/{topic}/locked", {"locked": True}, forum.moderator, {"If_Match": "*"})
    before, *told = calls(forum, lock, *[reply] * MANY)
    assert (before, set(told) <= {201, 409}) == (200, True)
    assert rows(forum, topics.c.reply_count) == rows(forum, func.count(replies.c.id)) == [(told.count(201),)]
    assert calls(forum, reply) == [409]


def test_of_two_who_accept_over_the_same_version_one_is_told(forum, topic):
    answers = [forum.answer(topic) for _ in range(MANY)]
    path = f"/v1/topics/{topic}/accepted"
    asked = [("put", path, {"reply_id": reply}, forum.ann, {"If_Match": '"1"'}) for reply in answers]
    statuses = calls(forum, *asked)
    assert sorted(statuses) == [200] + [412] * (MANY - 1)
    assert rows(forum, topics.c.accepted_reply_id) == [(answers[statuses.index(200)],)]


def test_an_answer_hidden_while_it_is_accepted_answers_nothing(forum, topic):
    reply = forum.answer(topic)
    hidden = {"hidden": True, "reason": "an advertisement"}
    accept = ("put", f"/v1/topics/{topic}/accepted", {"reply_id": reply}, forum.ann, {"If_Match": "*"})
    hide = ("put", f"/v1/replies/{reply}/hidden", hidden, forum.moderator, {"If_Match": "*"})
    accepted, hid = calls(forum, accept, hide)
    assert (accepted in (200, 404, 409), hid) == (True, 200)
    assert rows(forum, topics.c.accepted_reply_id, topics.c.state) == [(None, "open")]


def test_saying_many_times_at_once_that_one_follows_is_saying_it_once(forum, topic):
    follow = ("put", f"/v1/topics/{topic}/following", {"following": True}, forum.moderator, {})
    assert calls(forum, *[follow] * 4) == [200] * 4
    assert rows(forum, func.count(follows.c.id)) == [(2,)]  # who asked, and the moderator
    assert forum.events().count("follow.started") == 2


def test_pressing_many_times_at_once_scores_once(forum, topic):
    reply = forum.answer(topic)
    vote = ("put", f"/v1/replies/{reply}/vote", {"helpful": True}, forum.ann, {})
    accept = ("put", f"/v1/topics/{topic}/accepted", {"reply_id": reply}, forum.ann, {"If_Match": "*"})
    assert calls(forum, *[vote, accept] * MANY) == [200] * 2 * MANY
    scored = [("accepted", 15), ("answered", 2), ("voted", 5)]
    assert sorted(rows(forum, points.c.kind, points.c.amount)) == scored
    assert rows(forum, tallies.c.person, func.sum(tallies.c.points)) == [(forum.ben.id, 22)]
    assert rows(forum, replies.c.votes, func.count(votes.c.person)) == [(1, 1)]


def test_of_votes_at_once_no_more_score_than_may_on_one_day(forum, topic, make_customer):
    writers = [make_customer() for _ in range(12)]
    for number, writer in enumerate(writers):
        forum.know(writer, f"P {number:02}")
    answers = [forum.answer(topic, writer) for writer in writers]
    asked = [("put", f"/v1/replies/{reply}/vote", {"helpful": True}, forum.ann, {}) for reply in answers]
    assert calls(forum, *asked) == [200] * 12
    voted = [row for row in rows(forum, points.c.kind, points.c.amount, points.c.why) if row[0] == "voted"]
    assert sorted(amount for _, amount, _ in voted) == [0] * 2 + [5] * 10
    assert [why for _, amount, why in voted if not amount] == ["cap"] * 2
    assert sorted(rows(forum, tallies.c.points)) == [(2,)] * 2 + [(7,)] * 10


@pytest.mark.parametrize("round", range(3))
def test_what_is_added_below_a_category_that_is_just_narrowed_demands_the_same(forum, round):
    parent = forum.add_category()
    body = {"name": "Heron", "description": "", "audiences": ["a3"]}
    narrow = ("patch", f"/v1/categories/{parent}", body, forum.moderator, {"version": 1})
    child = {"name": "Child", "audiences": ["everyone"], "parent_id": parent}
    add = ("post", "/v1/categories", child, forum.moderator, {})
    assert calls(forum, add, narrow, add) == [201, 200, 201]
    assert set(rows(forum, categories.c.audience_key)) == {("a3",)}
