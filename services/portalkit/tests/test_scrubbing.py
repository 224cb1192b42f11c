"""What was deleted or written over is nowhere in a file of SQLite, not even where no row leads."""

import random
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from portalkit.bus_sqlite import SqliteBus
from portalkit.mail import Mail
from portalkit.mail_mailbox import Mailbox
from portalkit.scrubbing import scrub
from portalkit.testing.bus_suite import fact
from portalkit.testing.databases import only_on_sqlite

CANARY = b"henrik.aas"
NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def in_file(path):
    log = path.with_name(path.name + "-wal")
    return CANARY in path.read_bytes() or (log.exists() and CANARY in log.read_bytes())


def path_of(database):
    return Path(database.engine.url.database)


@only_on_sqlite
def test_of_rows_that_moved_between_pages_before_they_were_emptied_nothing_stays(database, kit):
    dice, ids = random.Random(1), [f"{number:08d}" for number in range(400)]
    with database.transaction() as tx:
        for number, id in enumerate(ids):
            tx.insert(kit.things, kit.Thing(id, "henrik.aas" if number % 2 else "x" * dice.randint(200, 900)))
        for id in ids:  # rows grow, so pages are split
            longer = kit.things.c.name + "y" * dice.randint(0, 900)
            tx.execute(kit.things.update().where(kit.things.c.id == id).values(name=longer))
        tx.execute(kit.things.update().where(kit.things.c.name.like("henrik.aas%")).values(name="nobody"))
    with database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert in_file(path_of(database)), "deleting securely is enough, and this test shows nothing"
    assert database.scrub()
    assert not in_file(path_of(database))


@only_on_sqlite
def test_what_others_hold_just_now_is_scrubbed_later(database, kit):
    with database.transaction() as tx:
        tx.insert(kit.things, kit.Thing("1", "x"))
    hurried = sqlite3.connect(path_of(database), isolation_level=None, timeout=0)
    with database.transaction():
        assert not scrub(hurried)
    assert scrub(hurried)
    hurried.close()


def test_of_persons_who_left_nothing_stays_on_the_bus(tmp_path):
    bus = SqliteBus(tmp_path / "bus.db", "things", ["*.*.*.v1"])
    for person in ("u1", "u2", "u3"):
        bus.publish([fact(person=person, personal={"name": f"henrik.aas of {person}"}) for _ in range(50)])
    assert bus.forget(["u1", "u2"])
    assert {item.body.count(CANARY) for item in bus.receive()} == {0, 1}
    assert bus.forget(["u3"])
    assert not in_file(tmp_path / "bus.db")
    bus.close()


def test_of_mails_to_who_left_and_of_those_that_name_them_nothing_stays(tmp_path):
    mailbox = Mailbox(tmp_path / "mailbox.db", "portal@portal.example", "Saltmarsh")
    for number in range(60):
        people = ("u1",) if number % 3 else ("u2", "u3")
        mailbox.send(
            Mail(str(number), "henrik.aas@havbris.example", "Henrik", "Hello", "henrik.aas", "", people=people), NOW
        )
    assert mailbox.forget(["u1", "u3"])
    assert mailbox.list() == [] and not in_file(tmp_path / "mailbox.db")
    mailbox.close()
