"""Who may do what with a topic."""

from datetime import UTC, datetime

import pytest

from community.model import facts
from community.model.reply import Reply, check_can_be_accepted
from community.model.topic import Topic, check_can_accept, check_can_reply, may_accept, may_reply
from portalkit.errors import Refused
from portalkit.viewer import VISITOR, Viewer

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ANN = Viewer("ann", kind="customer")
BEN = Viewer("ben", kind="customer")
MODERATOR = Viewer("mia", kind="staff", roles=frozenset({"moderator"}))


def topic(**more):
    return Topic("t", "c", "everyone", "ann", "Why?", "It drifts.", "<p>", "It drifts.", None, NOON, NOON, **more)


def reply(**more):
    return Reply("r", "t", "ben", "Clean it.", "<p>", NOON, **more)


def test_every_member_may_reply_and_a_visitor_may_not():
    assert may_reply(ANN, shown=True, locked=False)
    assert not may_reply(VISITOR, shown=True, locked=False)


def test_a_locked_topic_takes_replies_of_moderators_alone():
    check_can_reply(MODERATOR, topic(locked=True))
    with pytest.raises(Refused, match="closed"):
        check_can_reply(ANN, topic(locked=True))


def test_nobody_writes_in_a_hidden_topic():
    with pytest.raises(Refused, match="hidden"):
        check_can_reply(MODERATOR, topic(shown=False))


def test_who_asked_accepts_and_a_moderator_may():
    assert may_accept(ANN, "ann", shown=True)
    assert may_accept(MODERATOR, "ann", shown=True)
    with pytest.raises(Refused, match="Who asked"):
        check_can_accept(BEN, topic())


@pytest.mark.parametrize("bad", [reply(state="hidden"), Reply("r", "elsewhere", "ben", "", "", NOON)])
def test_the_answer_is_a_reply_in_this_topic_that_readers_see(bad):
    check_can_be_accepted(reply(), "t")
    with pytest.raises(Refused):
        check_can_be_accepted(bad, "t")


def test_what_is_hidden_is_told_without_its_text():
    told = facts.topic(topic(shown=False))
    assert (told["title"], told["body"], told["shown"]) == (None, None, False)
    assert facts.reply(reply(state="hidden"))["body"] is None
    assert facts.topic(topic())["body"] == "It drifts."
