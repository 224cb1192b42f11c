"""From a fact to messages, through the bus, the inbox and the handlers."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from notify.store.tables import messages
from portalkit.tables import inbox


def test_who_follows_the_category_is_told_of_a_question_once_and_by_mail(pumps):
    pumps.topic("t1")
    pumps.work()
    assert pumps.told() == [("eve", "topic-asked", "t1")]
    assert [(mail["to"], mail["subject"]) for mail in pumps.mails()] == [
        ("eve@example.org", "New question: Which pump?")
    ]


@pytest.mark.parametrize(
    ("kind", "subject", "did"),
    [
        ("idea", "New idea: Which pump?", "had an idea in All about pumps"),
        ("announcement", "New announcement: Which pump?", "announced in All about pumps"),
        ("discussion", "New discussion: Which pump?", "began a discussion in All about pumps"),
    ],
)
def test_what_was_begun_is_called_by_its_kind(pumps, client, kind, subject, did):
    pumps.topic("t1", kind=kind)
    pumps.work()
    (mail,) = pumps.mails()
    assert mail["subject"] == subject and did in mail["text"]
    (item,) = client.get("/internal/v1/pages/notifications", pumps.eve).get_json()["items"]
    assert item["topic_kind"] == kind


def test_the_same_fact_three_times_makes_one_message_and_one_mail(pumps):
    asked = pumps.topic("t1")
    pumps.work()
    pumps.bus.publish([asked])  # the bus repeats itself
    pumps.work()
    pumps.topic("t1", version=1)  # the owner publishes the same fact again, under another event's id
    pumps.later(9 * 86400)  # and mechanisms forget what was delivered long ago
    pumps.topic("t1", version=1)
    pumps.work()
    assert pumps.told() == [("eve", "topic-asked", "t1")]
    assert len(pumps.mails()) == 1


def test_who_follows_a_topic_is_told_of_a_reply_but_not_its_writer(pumps):
    for name in ("ann", "ben"):
        pumps.follow(name, "topic", "t1")
    pumps.topic("t1")
    pumps.reply("r1")
    pumps.work()
    assert pumps.told() == [("ann", "reply-posted", "r1"), ("eve", "topic-asked", "t1")]


def test_who_asks_is_not_told_of_it_as_a_follower_of_the_category(pumps):
    pumps.follow("ann", "category", "pumps")
    pumps.topic("t1")
    pumps.work()
    assert pumps.told() == [("eve", "topic-asked", "t1")]


def test_who_no_longer_follows_is_not_told(pumps):
    pumps.follow("eve", "category", "pumps", following=False)
    pumps.topic("t1")
    pumps.work()
    assert pumps.told() == []


def test_who_answered_is_told_that_the_answer_was_accepted(pumps):
    pumps.topic("t1")
    pumps.reply("r1")
    pumps.topic("t1", "solved", solved=True, accepted_reply_id="r1", accepted_author_id="ben")
    pumps.work()
    assert ("ben", "answer-accepted", "r1") in pumps.told()
    assert {mail["subject"] for mail in pumps.mails() if mail["to"] == "ben@example.org"} == {
        "Your answer was accepted: Which pump?"
    }


def test_who_accepts_their_own_answer_is_not_told(pumps):
    pumps.topic("t1")
    pumps.reply("r1", author_id="ann")
    pumps.topic("t1", "solved", solved=True, accepted_reply_id="r1", accepted_author_id="ann")
    pumps.work()
    assert pumps.told() == [("eve", "topic-asked", "t1")]


def test_who_chose_the_answer_did_it_even_where_somebody_else_asked(pumps):
    pumps.user("mod", kind="staff")
    pumps.topic("t1")
    pumps.reply("r1", author_id="ann")
    pumps.topic("t1", "solved", accepted_reply_id="r1", accepted_author_id="ann", accepted_by_id="mod")
    pumps.work()
    assert ("ann", "answer-accepted", "r1") in pumps.told()
    with pumps.database.reading() as db:
        actors = [row.actor_id for row in db.rows(messages.select()) if row.act == "answer-accepted"]
    assert actors == ["mod"]


def test_a_moderator_who_accepts_their_own_answer_is_not_told(pumps):
    pumps.user("mod", kind="staff")
    pumps.topic("t1")
    pumps.reply("r1", author_id="mod")
    pumps.topic("t1", "solved", accepted_reply_id="r1", accepted_author_id="mod", accepted_by_id="mod")
    pumps.work()
    assert pumps.told() == [("eve", "topic-asked", "t1")]


def test_an_answer_accepted_again_is_told_once(pumps):
    accepted = {"solved": True, "accepted_reply_id": "r1", "accepted_author_id": "ben"}
    pumps.topic("t1")
    pumps.reply("r1")
    pumps.topic("t1", "solved", **accepted)
    pumps.topic("t1", "reopened")
    pumps.topic("t1", "solved", **accepted)
    pumps.work()
    assert pumps.told().count(("ben", "answer-accepted", "r1")) == 1


@pytest.mark.parametrize(("topic", "category"), [("a1", "everyone"), ("everyone", "a1"), ("a1+a2", "members")])
def test_only_who_is_in_every_audience_of_topic_and_category_is_told(pumps, topic, category):
    pumps.user("eve", "a2")
    pumps.user("kim", "a1", "a2")
    pumps.follow("kim", "category", "pumps")
    pumps.category("pumps", category)
    pumps.topic("t1", audience_key=topic)
    pumps.work()
    assert pumps.told() == [("kim", "topic-asked", "t1")]


def test_what_was_hidden_before_it_could_be_told_is_told_to_nobody(pumps):
    pumps.follow("ann", "topic", "t1")
    pumps.topic("t1")
    pumps.reply("r1", version=2, verb="hidden", state="hidden", body=None)
    pumps.reply("r1", version=1)
    pumps.topic("t2", version=2, verb="hidden", shown=False, title=None, body=None)
    pumps.topic("t2", version=1)
    pumps.work()
    assert pumps.told() == [("eve", "topic-asked", "t1")]


def test_an_import_fills_the_copies_and_tells_nobody(pumps):
    pumps.topic("t1", "restated", accepted_reply_id="r1", accepted_author_id="ben", solved=True)
    pumps.reply("r1", "restated")
    pumps.work()
    assert pumps.told() == []


def test_a_person_who_may_not_sign_in_is_not_told(pumps):
    pumps.user("eve", state="suspended", audiences=[])
    pumps.topic("t1")
    pumps.work()
    assert pumps.told() == []


def test_a_reply_that_comes_before_its_topic_is_tried_again_until_the_topic_is_there(pumps):
    pumps.follow("ann", "topic", "t1")
    pumps.reply("r1")
    pumps.work()
    assert pumps.told() == []
    with pumps.database.reading() as db:
        assert db.value(select(func.count()).where(inbox.c.state == "parked")) == 0
    pumps.topic("t1", "restated")
    pumps.later(2)
    assert pumps.told() == [("ann", "reply-posted", "r1")]


def test_a_follower_nobody_here_knows_yet_keeps_no_other_from_being_told(pumps):
    pumps.follow("new", "category", "pumps")
    pumps.topic("t1")
    pumps.work()
    assert pumps.told() == [("eve", "topic-asked", "t1"), ("new", "topic-asked", "t1")]
    assert [mail["to"] for mail in pumps.mails()] == ["eve@example.org"]
    pumps.user("new")
    pumps.later(timedelta(seconds=6).total_seconds())
    assert [mail["to"] for mail in pumps.mails()] == ["eve@example.org", "new@example.org"]


def test_many_followers_are_all_told(pumps):
    for number in range(30):
        pumps.user(f"p{number}")
        pumps.follow(f"p{number}", "category", "pumps")
    pumps.topic("t1")
    pumps.work()
    assert len(pumps.told()) == 31
    assert len({mail["to"] for mail in pumps.mails()}) == 31


def test_what_was_told_of_a_reply_leads_to_the_topic_that_it_was_moved_to_and_nobody_is_told_again(pumps, client):
    pumps.follow("ann", "topic", "t1")
    pumps.topic("t1")
    pumps.topic("t2", author_id="ben")
    pumps.reply("r1")
    pumps.work()
    told = pumps.told()
    pumps.topic("t1", "merged", shown=False, title=None, body=None)
    pumps.reply("r1", "moved", topic_id="t2")
    pumps.work()
    assert pumps.told() == told
    (item,) = client.get("/internal/v1/pages/notifications", pumps.ann).get_json()["items"]
    assert (item["thing"]["id"], item["reply_id"]) == ("t2", "r1")


def test_who_is_named_is_told_so_and_of_the_same_post_in_no_other_way(pumps):
    pumps.follow("ann", "topic", "t1")
    pumps.topic("t1", mentions=["eve"])
    pumps.reply("r1", mentions=["ann"])
    pumps.work()
    assert pumps.told() == [("ann", "mentioned", "r1"), ("eve", "mentioned", "t1")]
    assert sorted(mail["subject"] for mail in pumps.mails()) == [
        "Ann Lind named you: Which pump?",
        "Ben Lind named you: Which pump?",
    ]


def test_an_edit_that_names_one_more_tells_the_new_one_alone(pumps):
    pumps.topic("t1", author_id="eve")
    pumps.reply("r1", mentions=["ann"])
    pumps.reply("r1", "edited", mentions=["ann", "eve"])
    pumps.topic("t1", "edited", author_id="eve", mentions=["ben"])
    pumps.work()
    told = [("ann", "mentioned", "r1"), ("ben", "mentioned", "t1"), ("eve", "mentioned", "r1")]
    assert pumps.told() == told and len(pumps.mails()) == 3


def test_nobody_is_told_of_being_named_where_they_may_not_read_or_in_what_is_hidden(pumps):
    pumps.topic("t1", audience_key="a1", mentions=["ben"])
    pumps.topic("t2", shown=False, title=None, body=None, mentions=["ben"])
    pumps.reply("r1", mentions=["ben", "eve"], author_id="ann")
    pumps.work()
    assert pumps.told() == []


def test_no_mail_leaves_to_somebody_who_is_named_no_more(pumps):
    pumps.category("pumps", "members")
    pumps.later(120)  # nothing leaves while the copies are old
    pumps.topic("t1", mentions=["ben"])
    pumps.work()
    pumps.topic("t1", "edited", mentions=[])
    pumps.pulse()
    pumps.later(60)
    assert ("ben", "mentioned", "t1") in pumps.told()
    assert [mail["to"] for mail in pumps.mails()] == ["eve@example.org"]


def test_who_follows_a_tag_is_told_of_new_topics_with_it_once(pumps):
    for tag in ("loud", "pump"):
        pumps.follow("ben", "tag", tag)
    pumps.follow("eve", "tag", "loud")
    pumps.topic("t1", tags=["loud", "pump"])
    pumps.topic("t2", tags=["quiet"])
    pumps.work()
    told = [("ben", "topic-asked", "t1"), ("eve", "topic-asked", "t1"), ("eve", "topic-asked", "t2")]
    assert pumps.told() == told
    reasons = {(mail["to"], mail["text"].split("-- ")[1].split("\n")[1]) for mail in pumps.mails()}
    assert {reason.split("because you ")[1] for to, reason in reasons if to == "ben@example.org"} == {
        "follow the tag “loud”."
    }
    assert "category “All about pumps”" in next(reason for to, reason in reasons if to == "eve@example.org")
