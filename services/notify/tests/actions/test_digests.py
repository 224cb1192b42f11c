"""What waits is gathered in one mail, at its time, for those who may still see it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from notify.actions.digests import gather_digests
from notify.model.times import Times
from notify.store import preferences, times
from notify.store.tables import messages
from portalkit.testing import at_once

DAY = 86400


@pytest.fixture
def waiting(pumps):
    """Eve wants new topics once a day, and two were asked at nine in the morning."""
    with pumps.database.transaction() as tx:
        preferences.choose_mail(tx, "eve", "topic-asked", "daily")
    pumps.topic("t1", title="Which pump?")
    pumps.topic("t2", title="Which hose?")
    pumps.work()
    return pumps


def digests(house):
    return [mail for mail in house.mails() if mail["subject"].startswith("Your digest")]


def test_a_digest_comes_at_its_time_with_all_that_waited_and_then_no_more(waiting):
    waiting.later(DAY - 3601)
    assert waiting.mails() == []
    waiting.later(3601)
    (mail,) = waiting.mails()
    assert mail["to"] == "eve@example.org"
    assert mail["subject"] == "Your digest: New question: Which pump?, and 1 more"
    for part in (mail["text"], mail["html"]):
        assert "2 things waited for you" in part
        assert "https://portal.example/topics/t1" in part and "https://portal.example/topics/t2" in part
        assert "because you follow the category “All about pumps”" in part
        assert "You chose to get these once a day." in part
    waiting.later(DAY)
    assert len(waiting.mails()) == 1


def test_each_of_its_mails_ends_with_one_click_digests_or_just_one_kind(waiting, client):
    waiting.later(DAY)
    (mail,) = waiting.mails()
    token = dict(mail["headers"])["List-Unsubscribe"].strip("<>").rpartition("/")[2]
    assert dict(mail["headers"])["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    answer = client.post("/internal/v1/unsubscribe", {"token": token}).get_json()
    assert (answer["kind"], answer["what"]) == ("digest", "digests")
    assert mail["text"].count("No more mails about new topics") == 2
    waiting.topic("t3")
    waiting.later(2 * DAY)
    assert len(waiting.mails()) == 1
    assert ("eve", "topic-asked", "t3") in waiting.told()


def test_what_was_above_the_cap_is_in_it_and_says_which_of_the_day_it_was(pumps):
    for number in range(7):
        pumps.topic(f"t{number}", title=f"Pump {number}")
    pumps.work()
    assert len(pumps.mails()) == 5
    pumps.later(DAY)
    (mail,) = digests(pumps)
    assert "Pump 5" in mail["text"] and "Pump 6" in mail["text"] and "Pump 4" not in mail["text"]
    assert "mail number 6 of that day" in mail["text"] and "mail number 7 of that day" in mail["text"]


def test_a_digest_holds_nothing_that_its_person_may_not_see_when_it_is_sent(waiting):
    waiting.topic("t1", "edited", audience_key="a2")
    waiting.pulse()
    waiting.work()
    waiting.later(DAY - 1)
    waiting.pulse()
    waiting.later(1)
    (mail,) = waiting.mails()
    assert "Which pump?" not in mail["text"] + mail["html"] + mail["subject"]
    assert "One thing waited for you" in mail["text"]


def test_a_digest_waits_while_it_is_not_known_who_may_see_one_of_its_things(waiting):
    waiting.user("eve", "a1")
    waiting.topic("t1", "edited", audience_key="a1")
    waiting.work()
    waiting.later(DAY)
    assert waiting.mails() == []
    waiting.pulse()
    waiting.later(6)
    assert "2 things waited" in waiting.mails()[0]["text"]


def test_nothing_left_is_no_mail(waiting, client):
    newest = client.get("/internal/v1/pages/bell", waiting.eve).get_json()["items"][0]["id"]
    client.post("/v1/messages/read", {"until": newest}, waiting.eve)
    waiting.later(DAY)
    assert (waiting.mails(), waiting.states()) == ([], ["dropped"])


def test_a_digest_respects_quiet_hours_in_its_own_zone(waiting):
    with waiting.database.transaction() as tx:
        times.choose(tx, "ben", Times("Asia/Tokyo", "22:00", "09:30"))
        preferences.choose_mail(tx, "ben", "mentioned", "daily")
    waiting.topic("t3", mentions=["ben"])
    waiting.work()
    to_ben = lambda: [mail for mail in waiting.mails() if mail["to"] == "ben@example.org"]  # noqa: E731
    waiting.later(15 * 3600 + 1799)  # 09:29:59 in Tokyo
    assert to_ben() == []
    waiting.later(31)
    assert len(to_ben()) == 1


def test_workers_that_gather_at_once_put_each_thing_into_one_digest(waiting):
    waiting.now += timedelta(days=1)
    waiting.worker.apart = {}

    def gather():
        with waiting.database.transaction() as tx:
            tx.alone("digests")
            gather_digests(tx)

    at_once(*[gather] * 4)
    with waiting.database.reading() as db:
        rows = db.rows(select(messages.c.digest_id).where(messages.c.mail == "digest"))
    assert len(rows) == 2 and len({row.digest_id for row in rows}) == 1
    waiting.worker.steps[3]()
    assert len(waiting.states()) == 1
