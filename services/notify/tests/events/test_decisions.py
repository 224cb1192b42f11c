"""Who wrote a post is told what moderators decided about it, whether it is shown or not."""

import pytest

from portalkit.viewer import Viewer


@pytest.fixture
def hidden(pumps):
    """Mo hid Ben's reply in Ann's topic."""
    pumps.mo = pumps.user("mo", kind="staff")
    pumps.topic("t1")
    pumps.reply("r1")
    pumps.decision("d1")
    pumps.reply("r1", "hidden", state="hidden", body=None)
    pumps.work()
    return pumps


def mails_to(house, name):
    return [mail for mail in house.mails() if mail["to"] == f"{name}@example.org"]


def page(client, viewer):
    return client.get("/internal/v1/pages/notifications", viewer).get_json()["items"]


def test_the_writer_of_a_hidden_reply_is_told_why_in_the_portal_and_by_mail(hidden, client):
    (item,) = page(client, hidden.ben)
    assert (item["kind"], item["decision_id"], item["title"]) == ("post-hidden", "d1", "Which pump?")
    assert item["actor"] == {"id": "moderators", "name": "A moderator", "kind": "staff"}
    (mail,) = mails_to(hidden, "ben")
    assert mail["subject"] == "Your reply was hidden: Which pump?"
    assert "> It is an advertisement." in mail["text"] and "/decisions/d1" in mail["text"]
    assert "Take the" not in mail["text"] and "Mo Lind" not in mail["text"] + str(item)
    assert page(client, hidden.ann) == page(client, hidden.mo) == []


def test_a_hidden_topic_is_told_of_without_its_title(pumps, client):
    pumps.topic("t1")
    pumps.decision("d1", kind="topic", thing_id="t1", author_id="ann")
    pumps.topic("t1", "hidden", shown=False, title=None, body=None)
    pumps.work()
    (item,) = page(client, pumps.ann)
    assert (item["kind"], item["title"], item["reply_id"]) == ("post-hidden", "", None)
    (mail,) = mails_to(pumps, "ann")
    assert mail["subject"] == "Your topic was hidden"
    assert "A moderator hid your topic in “All about pumps”" in mail["text"] and "Which pump" not in mail["text"]


@pytest.mark.parametrize(
    ("verb", "outcome", "kind", "subject"),
    [
        ("upheld", "upheld", "appeal-upheld", "Your reply stays hidden: Which pump?"),
        ("reversed", "reversed", "post-shown", "Your reply is shown again: Which pump?"),
    ],
)
def test_the_writer_is_told_what_became_of_it(hidden, client, verb, outcome, kind, subject):
    changed = {"appealed": True, "outcome": outcome, "outcome_reason": "Somebody looked twice.", "ended_by_id": "sue"}
    event = hidden.decision("d1", verb, **changed)
    hidden.bus.publish([event])  # the bus repeats itself
    hidden.work()
    assert [item["kind"] for item in page(client, hidden.ben)] == [kind, "post-hidden"]
    last = mails_to(hidden, "ben")[-1]
    assert last["subject"] == subject and "> Somebody looked twice." in last["text"]
    assert len(mails_to(hidden, "ben")) == 2


def test_nobody_is_mailed_that_something_is_hidden_that_is_shown_again(pumps):
    pumps.topic("t1")
    pumps.reply("r1")
    pumps.decision("d1")
    pumps.decision("d1", "reversed", outcome="reversed", ended_by_id="mo")
    pumps.work()
    assert [mail["subject"] for mail in mails_to(pumps, "ben")] == ["Your reply is shown again: Which pump?"]


def test_who_hides_their_own_is_told_nothing(pumps):
    pumps.topic("t1")
    pumps.reply("r1")
    pumps.decision("d1", made_by_id="ben")
    pumps.work()
    assert [told for told in pumps.told() if told[0] == "ben"] == []


def test_who_may_not_read_the_topic_any_more_is_not_told(hidden, client):
    hidden.topic("t1", "edited", audience_key="a3")
    hidden.decision("d1", "upheld", appealed=True, outcome="upheld", outcome_reason="No.", ended_by_id="sue")
    hidden.work()
    assert page(client, hidden.ben) == []
    assert len(mails_to(hidden, "ben")) == 1
    inside = Viewer("ben", kind="customer", audiences=hidden.ben.audiences | {"a3"})
    assert [item["kind"] for item in page(client, inside)] == ["post-hidden"]


def test_what_was_restated_tells_nobody(pumps):
    pumps.topic("t1")
    pumps.decision("d1", "restated")
    pumps.work()
    assert [told for told in pumps.told() if told[0] == "ben"] == []
