"""Plans are made in the transaction that makes the messages, so a cap holds whoever sends."""

from datetime import timedelta

from sqlalchemy import func, select

from notify.actions.telling import tell_of_reply
from notify.model.attention import Caps
from notify.model.times import Times
from notify.store import preferences, times
from notify.store.tables import budgets, messages
from portalkit.tables import deliveries
from portalkit.testing import at_once


def told(house, *columns):
    with house.database.reading() as db:
        return [tuple(row) for row in db.rows(select(*columns).order_by(messages.c.id))]


def reply(house, many, first=1):
    for number in range(first, first + many):
        house.reply(f"r{number}")
    house.work()


def follow_topic(house):
    house.topic("t1", audience_key="everyone")
    house.follow("ann", "topic", "t1")
    house.follow("eve", "category", "pumps", following=False)
    house.work()


def test_the_sixth_mail_of_a_day_waits_for_the_digest_and_tomorrow_there_are_five_more(pumps):
    follow_topic(pumps)
    sent = len(pumps.mails())
    reply(pumps, 7)
    assert len(pumps.mails()) == sent + 5
    rows = [row for row in told(pumps, messages.c.mail, messages.c.why, messages.c.nth) if row[0] == "digest"]
    assert rows == [("digest", "day-full", 6), ("digest", "day-full", 7)]
    pumps.now += timedelta(days=1)
    sent = len(pumps.mails())
    reply(pumps, 5, first=10)
    assert len([mail for mail in pumps.mails()[sent:] if mail["subject"].startswith("Ben")]) == 5


def test_what_moderators_decided_is_sent_whatever_was_sent_before_and_by_night(pumps):
    follow_topic(pumps)
    with pumps.database.transaction() as tx:
        times.choose(tx, "ann", Times("UTC", "00:00", "23:59"))
    reply(pumps, 8)
    sent = len(pumps.mails())
    pumps.decision("d1", kind="topic", thing_id="t1", author_id="ann")
    pumps.work()
    assert pumps.mails()[sent]["subject"].startswith("Your topic was hidden")
    assert len(pumps.mails()) == sent + 1


def test_a_mail_of_the_night_leaves_when_the_quiet_hours_are_over(pumps):
    follow_topic(pumps)
    with pumps.database.transaction() as tx:
        times.choose(tx, "ann", Times("Europe/Berlin", "09:00", "12:00"))  # it is ten there
    sent = len(pumps.mails())
    reply(pumps, 1)
    pumps.later(3599)
    assert len(pumps.mails()) == sent
    pumps.later(3601)
    assert len(pumps.mails()) == sent + 1


def test_a_kind_that_is_not_wanted_in_the_portal_is_neither_listed_nor_counted(pumps, client):
    follow_topic(pumps)
    before = client.get("/internal/v1/pages/bell", pumps.ann).get_json()["unread"]
    with pumps.database.transaction() as tx:
        preferences.choose_portal(tx, "ann", "reply-posted", False)
    reply(pumps, 1)
    answer = client.get("/internal/v1/pages/bell", pumps.ann).get_json()
    assert answer["unread"] == before
    assert "reply-posted" not in {item["kind"] for item in answer["items"]}


def test_a_no_of_the_release_before_counts_beside_a_frequency(pumps):
    with pumps.database.transaction() as tx:
        preferences.choose_mail(tx, "eve", "reply-posted", "daily")
        tx.execute(preferences.preferences.update().values(wanted=False))
        assert preferences.of_kind(tx, ["eve"], "reply-posted")["eve"].mail == "never"


def test_eight_senders_at_once_never_break_the_cap(pumps):
    """Each tells of facts of its own to the same two persons."""
    follow_topic(pumps)
    pumps.follow("eve", "topic", "t1")
    pumps.worker.apart = {}
    for number in range(24):
        pumps.reply(f"r{number}", "restated")
    pumps.work()
    with pumps.database.transaction() as tx:
        tx.execute(messages.delete())
        tx.execute(deliveries.delete())
        tx.execute(budgets.delete())

    def send(first):
        for number in range(first, 24, 8):
            pumps.database.change(lambda tx, number=number: tell_of_reply(tx, Caps(5, 20), f"r{number}"))

    at_once(*[lambda first=first: send(first) for first in range(8)])
    with pumps.database.reading() as db:
        count = select(messages.c.person, func.count()).where(messages.c.mail == "now").group_by(messages.c.person)
        assert {row[0]: row[1] for row in db.rows(count)} == {"ann": 5, "eve": 5}
        assert db.value(select(func.count()).select_from(deliveries)) == 10
        assert db.value(select(func.count()).select_from(messages)) == 48
        numbers = db.rows(select(messages.c.nth).where(messages.c.person == "ann", messages.c.mail == "digest"))
        assert sorted(row.nth for row in numbers) == list(range(6, 25))


def test_a_fact_that_two_tell_at_once_is_counted_once(pumps):
    follow_topic(pumps)
    pumps.worker.apart = {}
    reply(pumps, 1)
    with pumps.database.transaction() as tx:
        tx.execute(messages.delete())
        tx.execute(budgets.delete())
    tell = lambda: pumps.database.change(lambda tx: tell_of_reply(tx, Caps(), "r1"))  # noqa: E731
    at_once(*[tell] * 4)
    with pumps.database.reading() as db:
        assert [(row.person, row.spent, sum(row.days)) for row in db.rows(budgets.select())] == [("ann", 1, 1)]
