"""Facts arrive in any order: who began to follow before something was posted is told of it, whatever came first."""

import pytest


def of(pumps, person):
    return [(act, thing) for who, act, thing in pumps.told() if who == person]


def test_who_followed_a_topic_before_a_reply_is_told_of_it_though_that_is_heard_of_later(pumps):
    pumps.topic("t1")
    pumps.reply("r1")
    pumps.work()
    pumps.follow("ann", "topic", "t1", before="r")
    pumps.work()
    assert of(pumps, "ann") == [("reply-posted", "r1")]
    assert "ann@example.org" in [mail["to"] for mail in pumps.mails()]


@pytest.mark.parametrize(("kind", "thing"), [("category", "pumps"), ("tag", "noise")])
def test_who_followed_a_category_or_tag_before_a_question_is_told_of_it_once(pumps, kind, thing):
    pumps.user("kim")
    pumps.topic("t1", tags=["noise"])
    pumps.work()
    for _ in range(2):
        pumps.follow("kim", kind, thing, before="t")
        pumps.work()
    assert of(pumps, "kim") == [("topic-asked", "t1")]


def test_of_what_was_posted_before_they_followed_nobody_is_told(pumps):
    pumps.topic("t1")
    pumps.reply("r1")
    pumps.reply("r2")
    pumps.work()
    pumps.follow("ann", "topic", "t1", before="r1z")
    pumps.work()
    assert of(pumps, "ann") == [("reply-posted", "r2")]


def test_who_no_longer_follows_when_that_is_heard_of_is_told_nothing(pumps):
    pumps.topic("t1")
    pumps.reply("r1")
    pumps.versions["ann-t1"] = 1
    pumps.follow("ann", "topic", "t1", following=False)
    pumps.work()
    pumps.versions["ann-t1"] = 0
    pumps.follow("ann", "topic", "t1", before="r")
    pumps.work()
    assert of(pumps, "ann") == []


def test_who_ended_it_and_began_anew_is_told_of_nothing_that_was_posted_between(pumps):
    pumps.topic("t1")
    pumps.reply("r2")
    pumps.versions["ann-t1"] = 2
    pumps.follow("ann", "topic", "t1", before="r3")
    pumps.work()
    pumps.versions["ann-t1"] = 0
    pumps.follow("ann", "topic", "t1", before="r1")
    pumps.work()
    assert of(pumps, "ann") == []


def test_of_a_hidden_reply_and_of_ones_own_nobody_is_told_late(pumps):
    pumps.topic("t1")
    pumps.reply("r1", state="hidden")
    pumps.reply("r2", author_id="ann")
    pumps.work()
    pumps.follow("ann", "topic", "t1", before="r")
    pumps.work()
    assert of(pumps, "ann") == []


def test_whom_the_post_names_is_told_of_that_alone(pumps):
    pumps.topic("t1")
    pumps.reply("r1", mentions=["ann"])
    pumps.work()
    pumps.follow("ann", "topic", "t1", before="r")
    pumps.work()
    assert of(pumps, "ann") == [("mentioned", "r1")]


def test_a_reply_to_a_topic_that_is_not_here_yet_waits_for_that(pumps):
    pumps.reply("r1")
    pumps.follow("ann", "topic", "t1", before="r")
    pumps.work()
    assert of(pumps, "ann") == []
    pumps.topic("t1")
    pumps.later(2)
    assert of(pumps, "ann") == [("reply-posted", "r1")]
