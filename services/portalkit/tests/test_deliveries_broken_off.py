"""Deliveries, when a process is killed or the database goes away in the middle: to a real mail server."""

import os
import sqlite3
import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import select

from portalkit.clock import utc_now
from portalkit.deliveries import ATTEMPTS, Deliverer, post
from portalkit.mail_smtp import SmtpMailer
from portalkit.tables import deliveries
from portalkit.testing import eventually
from portalkit.testing.certificates import certify
from portalkit.testing.databases import only_on_sqlite
from portalkit.testing.mail_server import MailServer, mailer_for
from portalkit.testing.mail_suite import letter

DYING = """
import os, signal, sys
from portalkit.database import Database
from portalkit.deliveries import Deliverer
from portalkit.mail_smtp import Server, SmtpMailer
from portalkit.testing.mail_server import PASSWORD, USER

class Dying(SmtpMailer):
    def send(self, mail, now):
        if mail.id == sys.argv[3] and sys.argv[4] == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        super().send(mail, now)
        if mail.id == sys.argv[3]:
            os.kill(os.getpid(), signal.SIGKILL)

server = Server("localhost", int(sys.argv[2]), "required", USER, PASSWORD)
mailer = Dying(server, "portal@portal.example", "Saltmarsh", os.environ["CA"])
deliverer = Deliverer(Database(sys.argv[1], "things"), mailer)
while deliverer.run_due():
    pass
"""


@pytest.fixture(scope="module")
def certified(tmp_path_factory):
    return certify(tmp_path_factory.mktemp("certificates"), "localhost")


@pytest.fixture
def server(certified):
    with MailServer(certified) as made:
        yield made


@pytest.fixture
def mailer(server, certified):
    with mailer_for(server.port, certified) as made:
        yield made


@pytest.fixture
def die(database, server, certified):
    """Lets a process deliver what is due, and be killed before or after it hands over the mail `id`."""

    def die(id, when):
        done = subprocess.run(
            [sys.executable, "-c", DYING, database.url, str(server.port), id, when],
            env={"PYTHONPATH": os.pathsep.join(sys.path), "CA": certified.ca},
            check=False,
        )
        assert done.returncode == -9

    return die


def posted(database, *ids):
    for id in ids:
        with database.transaction() as tx:
            post(tx, id, "test", "u1", letter(id=id))


def deliver(deliverer):
    """Whatever is due, in as many turns as that takes."""
    while deliverer.run_due():
        pass


def states(database):
    with database.reading() as db:
        rows = db.rows(select(deliveries.c.id, deliveries.c.state, deliveries.c.attempts).order_by(deliveries.c.id))
    return [tuple(row) for row in rows]


def sent(server):
    return [message["Message-ID"].removesuffix("@portal.example>").removeprefix("<") for message in server.messages()]


def later(database, seconds):
    database.clock = lambda: utc_now() + timedelta(seconds=seconds)


def test_killed_after_the_server_took_a_mail_it_goes_out_once_more_as_the_same_message(database, server, mailer, die):
    posted(database, "d1", "d2", "d3")
    die("d2", "after")
    assert states(database) == [("d1", "sent", 1), ("d2", "due", 1), ("d3", "due", 0)]
    deliverer = Deliverer(database, mailer)
    deliver(deliverer)
    assert sent(server) == ["d1", "d2", "d3"]  # d2 might still be on its way with somebody
    later(database, 61)
    deliver(deliverer)
    assert sent(server) == ["d1", "d2", "d3", "d2"]
    assert states(database) == [("d1", "sent", 1), ("d2", "sent", 2), ("d3", "sent", 1)]


def test_killed_before_the_server_has_a_mail_it_goes_out_once(database, server, mailer, die):
    posted(database, "d1", "d2")
    die("d2", "before")
    later(database, 61)
    deliver(Deliverer(database, mailer))
    assert sent(server) == ["d1", "d2"]
    assert [state for _, state, _ in states(database)] == ["sent", "sent"]


def test_a_mail_that_kills_whoever_sends_it_is_given_up(database, server, mailer, die):
    posted(database, "d1")
    with database.transaction() as tx:
        tx.execute(deliveries.update().values(attempts=ATTEMPTS - 1))
    die("d1", "before")
    later(database, 61)
    deliver(Deliverer(database, mailer))
    assert sent(server) == [] and states(database)[0][1] == "failed"


@only_on_sqlite
def test_what_the_database_could_not_be_told_is_told_before_anything_else_is_sent(
    database, server, mailer, monkeypatch
):
    posted(database, "d1", "d2")
    file = sqlite3.connect(database.engine.url.database, isolation_level=None, check_same_thread=False)

    def then_the_database_is_away(self, mail, now, send=SmtpMailer.send):
        send(self, mail, now)
        monkeypatch.undo()
        file.execute("BEGIN IMMEDIATE")

    monkeypatch.setattr(SmtpMailer, "send", then_the_database_is_away)
    deliverer = Deliverer(database, mailer)
    with pytest.MonkeyPatch.context() as impatient, pytest.raises(Exception, match="locked"):
        impatient.setattr("portalkit.engine_sqlite.BUSY_MS", 500)
        deliverer.run_due()
    file.execute("ROLLBACK")
    file.close()
    assert states(database) == [("d1", "due", 1), ("d2", "due", 0)]
    later(database, 61)  # so late that d1 would be taken again
    deliver(deliverer)
    assert sent(server) == ["d1", "d2"]
    assert states(database) == [("d1", "sent", 1), ("d2", "sent", 1)]


def test_who_is_late_does_not_touch_what_another_has_taken(database, server, mailer):
    posted(database, "d1")
    slow = Deliverer(database, mailer)

    def while_another_takes_it(db, row):
        later(database, 61)
        Deliverer(database, mailer, refuses).run_due()
        raise OSError("too late")

    def refuses(db, row):
        raise OSError("away")

    slow._decide = while_another_takes_it
    slow.run_due()
    with database.reading() as db:
        (row,) = db.rows(select(deliveries))
    assert (row.state, row.attempts, row.last_error) == ("due", 2, "away")


def test_a_turn_ends_after_a_second_or_so(database, server, mailer, monkeypatch):
    monkeypatch.setattr("portalkit.deliveries.TURN", 0.0)
    posted(database, "d1", "d2", "d3")
    deliverer = Deliverer(database, mailer)
    assert deliverer.run_due() == 1
    assert [state for _, state, _ in states(database)] == ["sent", "due", "due"]
    eventually(lambda: deliverer.run_due() == 0)
    assert sent(server) == ["d1", "d2", "d3"]
