"""People are told by itself what concerns them alone; what stands in a topic only while they may read that."""

import pytest

BADGE = {
    "act": "badge-earned",
    "person_id": "ben",
    "topic_id": "t1",
    "actor_id": "",
    "title": "",
    "text": "First accepted answer",
}


@pytest.fixture
def house(pumps, client):
    """A topic of Ann's in which Ben answered."""
    pumps.client = client
    pumps.topic("t1")
    pumps.work()
    return pumps


def give(house, id="n1", verb="given", **changed):
    return house.tell(f"community.note.{verb}.v1", id, BADGE | changed)


def mails(house):
    return [mail for mail in house.mails() if mail["to"] == "ben@example.org"]


def page(house, viewer):
    return house.client.get("/internal/v1/pages/notifications", viewer).get_json()["items"]


def test_who_earned_a_badge_is_told_in_the_portal_and_by_mail(house):
    event = give(house)
    house.bus.publish([event])  # the bus repeats itself
    house.work()
    (item,) = page(house, house.ben)
    assert (item["kind"], item["title"], item["text"]) == ("badge-earned", "Which pump?", "First accepted answer")
    assert (item["thing"], item["actor"]["name"]) == ({"kind": "topic", "id": "t1"}, "The portal")
    (mail,) = mails(house)
    assert mail["subject"] == "You earned a badge: First accepted answer"
    assert "/people/ben" in mail["text"] and "“Which pump?”" in mail["text"]
    assert page(house, house.ann) == []


def test_who_may_no_longer_read_the_topic_is_not_told(house):
    give(house)
    house.topic("t1", "edited", audience_key="a3")
    house.work()
    assert page(house, house.ben) == [] and mails(house) == []


def test_a_badge_of_a_hidden_topic_is_not_told(house):
    house.topic("t1", "hidden", shown=False, title=None, body=None)
    give(house)
    house.work()
    assert [told for told in house.told() if told[0] == "ben"] == [] and mails(house) == []


def test_what_was_restated_and_what_is_not_known_here_tell_nobody(house):
    give(house, verb="restated")
    give(house, "n2", act="something-of-later")
    house.work()
    assert [told for told in house.told() if told[0] == "ben"] == []


def test_one_can_want_no_mail_of_badges(house):
    ended = house.client.post("/v1/preferences/end", {"kind": "badge-earned"}, house.ben)
    assert ended.status_code in (200, 204)
    give(house)
    house.work()
    assert mails(house) == [] and page(house, house.ben) == []


def test_who_follows_an_idea_is_told_what_becomes_of_it_and_nobody_else(house):
    house.mo = house.user("mo", kind="staff")
    for who in ("ann", "mo"):
        house.follow(who, "topic", "t1")
    judged = {"act": "idea-judged", "person_id": None, "actor_id": "mo", "text": "Planned: In spring."}
    event = give(house, **judged)
    house.bus.publish([event])
    give(house, "n2", **judged | {"text": "Done: It is there."})
    house.work()
    assert [(item["kind"], item["text"]) for item in page(house, house.ann)] == [
        ("idea-judged", "Done: It is there."),
        ("idea-judged", "Planned: In spring."),
    ]
    assert [item["because"]["kind"] for item in page(house, house.ann)] == ["topic", "topic"]
    told = [mail for mail in house.mails() if mail["to"] == "ann@example.org"]
    assert [mail["subject"] for mail in told] == ["What becomes of it: Which pump?"] * 2
    assert {"> Planned: In spring.", "> Done: It is there."} == {mail["text"].splitlines()[2] for mail in told}
    assert page(house, house.ben) == page(house, house.mo) == []


def test_who_was_written_to_is_told_by_whom_and_not_what(house):
    give(house, act="message-received", person_id="ben", topic_id=None, actor_id="ann", text="")
    house.work()
    (item,) = page(house, house.ben)
    assert (item["kind"], item["thing"], item["actor"]["id"]) == (
        "message-received",
        {"kind": "note", "id": "n1"},
        "ann",
    )
    (mail,) = mails(house)
    assert mail["subject"] == "Ann Lind wrote to you" and "/messages/ann" in mail["text"]
    assert page(house, house.ann) == []
