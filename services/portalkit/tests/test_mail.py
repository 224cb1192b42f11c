"""The mailbox, and the loop that delivers."""

from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from portalkit.deliveries import Deliverer, post, ready_made
from portalkit.mail import MailRefused, Verdict
from portalkit.mail_mailbox import Mailbox
from portalkit.tables import deliveries
from portalkit.testing.mail_suite import *  # noqa: F403
from portalkit.testing.mail_suite import NOW, letter


@pytest.fixture
def mailer(tmp_path):
    made = Mailbox(tmp_path / "mailbox.db", "portal@portal.example", "Saltmarsh")
    yield made
    made.close()


@pytest.fixture
def arrived(mailer):
    def read():
        rows = mailer._db.execute("SELECT raw FROM mails ORDER BY seq").fetchall()
        return [message_from_bytes(raw, _class=EmailMessage, policy=policy.default) for (raw,) in rows]

    return read


class Failing:
    def __init__(self, *faults):
        self.faults, self.sent = list(faults), []

    def send(self, mail, now):
        if self.faults:
            raise self.faults.pop(0)
        self.sent.append(mail)


@pytest.fixture
def clock(database):
    database.clock = lambda: clock.now
    clock = type("Clock", (), {"now": NOW})
    return clock


def row(database):
    with database.reading() as db:
        return db.rows(select(deliveries))[0]


def posted(database, id="d1"):
    with database.transaction() as tx:
        return post(tx, id, "test", "u1", letter())


def test_the_mailbox_shows_what_arrived(mailer):
    mailer.send(letter(), NOW)
    (shown,) = mailer.list()
    whole = mailer.read(shown["seq"])
    assert (whole["to"], whole["text"]) == ("ingrid@fjordvann.example", "Soak it for two hours.\n")
    assert mailer.read(999) is None


def test_what_is_posted_twice_under_one_id_is_delivered_once(database, mailer, arrived, clock):
    assert posted(database) and not posted(database)
    deliverer = Deliverer(database, mailer)
    deliverer.run_due()
    deliverer.run_due()
    assert len(arrived()) == 1


def test_a_rolled_back_delivery_is_never_sent(database, mailer, arrived):
    with pytest.raises(ZeroDivisionError), database.transaction() as tx:
        post(tx, "d1", "test", "u1", letter())
        1 / 0  # noqa: B018
    assert Deliverer(database, mailer).run_due() == 0 and arrived() == []


def test_the_text_is_not_kept_once_it_was_sent(database, mailer, clock):
    posted(database)
    Deliverer(database, mailer).run_due()
    assert row(database).message is None and row(database).state == "sent"


def test_a_mailer_that_is_away_is_tried_again_later(database, clock):
    posted(database)
    mailer = Failing(OSError("away"))
    deliverer = Deliverer(database, mailer)
    deliverer.run_due()
    assert deliverer.run_due() == 0  # not at once
    clock.now += timedelta(seconds=6)
    deliverer.run_due()
    assert len(mailer.sent) == 1 and row(database).state == "sent"


def test_a_refused_mail_is_not_tried_again(database, clock):
    posted(database)
    Deliverer(database, Failing(MailRefused("no such mailbox"))).run_due()
    assert (row(database).state, row(database).last_error) == ("failed", "no such mailbox")


def test_what_must_wait_counts_as_no_attempt_and_what_may_not_go_is_dropped(database, clock):
    posted(database)
    verdicts = [Verdict.WAIT, Verdict.WAIT, Verdict.DROP]
    mailer = Failing()
    deliverer = Deliverer(database, mailer, lambda db, row: (verdicts.pop(0), None))
    for _ in range(3):
        deliverer.run_due()
        clock.now += timedelta(seconds=6)
    assert (row(database).state, row(database).attempts, mailer.sent) == ("dropped", 1, [])


def test_two_loops_do_not_send_the_same_row(database, mailer, arrived, clock):
    posted(database)
    first, second = Deliverer(database, mailer), Deliverer(database, mailer)

    def while_the_first_is_sending(db, row):
        second.run_due()
        return ready_made(db, row)

    first._decide = while_the_first_is_sending
    first.run_due()
    assert len(arrived()) == 1
