"""R1: a topic in a category that ten thousand follow: each is told once, and mailed once, however often workers die."""

import random
import signal
import sqlite3
import time
from contextlib import closing

import pytest
from support.person import Person
from support.served import Served

from faults.report import Result
from faults.sinks import Sinks
from portalkit.testing import eventually

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]
MANY, KILLS = 10_000, 10
TOLD_WITHIN, MAILED_WITHIN = 60.0, 600.0  # seconds; deaths cost leases and starts
USER = """INSERT INTO users (id, version, kind, state, audiences, name, email)
    VALUES (?, 1, 'customer', 'active', '["everyone","members"]', ?, ?)"""
FOLLOW = "INSERT INTO follows (id, version, user_id, kind, thing_id, following) VALUES (?, 1, ?, 'category', ?, 1)"
TOLD = "SELECT count(*) FROM messages WHERE act = 'topic-asked' AND person LIKE 'many-%'"
MESSAGES = "SELECT person, delivery_id FROM messages WHERE act = 'topic-asked' AND person LIKE 'many-%'"
DELIVERIES = "SELECT id, state FROM deliveries WHERE person LIKE 'many-%'"
MAILS = "SELECT recipient, message_id FROM mails WHERE recipient LIKE '%@many.example'"
WITHOUT_DEMANDS = "SELECT id FROM categories WHERE audience_key = 'everyone' LIMIT 1"


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    served = Served(tmp_path_factory.mktemp("many"), LEASE_SECONDS="2").start()
    yield served
    served.stop()


def let_many_follow(portal, category):
    """Put them among notify's copies, as accounts and community would have told of them one by one."""
    ids = [f"many-{number:05}" for number in range(MANY)]
    with closing(sqlite3.connect(portal.data_dir / "notify.db", timeout=10)) as database, database:
        database.executemany(USER, [(id, id.title(), f"{id}@many.example") for id in ids])
        database.executemany(FOLLOW, [(f"of-{id}", id, category) for id in ids])
    return ids


def ask(portal, category):
    member = Person(portal.url, "ingrid.solheim@fjordvann.example").sign_in()
    form = member.open("/topics/new").html.form("/topics/new")
    page = member.send(form, title="Which of the many?", body="Does anybody know?", category_id=category)
    assert page.path.startswith("/topics/") and page.path != "/topics/new", page.main.text[:500]


def kill_on_the_way(portal, told):
    """Kill the worker again and again while it tells people; how many had been told each time."""
    dice, seen = random.Random(10), []
    for _ in range(KILLS):
        before = told()
        eventually(lambda before=before: told() > before or told() == MANY, 30, every=0.005)
        time.sleep(dice.uniform(0, 0.1))
        dead = portal.pid("worker")
        portal.signal_group("worker", signal.SIGKILL)
        seen.append(told())
        eventually(lambda dead=dead: is_there(portal, dead), 30)
    return seen


def is_there(portal, dead):
    """Whether the supervisor has begun another."""
    try:
        return portal.pid("worker") != dead
    except (OSError, ValueError):
        return False


def test_each_of_ten_thousand_is_told_and_mailed_once_while_workers_die(portal, report):
    sinks = Sinks(portal.data_dir)
    [(category,)] = sinks.rows("community", WITHOUT_DEMANDS)
    ids = let_many_follow(portal, category)
    began = time.monotonic()
    ask(portal, category)
    seen = kill_on_the_way(portal, lambda: sinks.count("notify", TOLD))
    eventually(lambda: sinks.count("notify", TOLD) == MANY, TOLD_WITHIN)
    told = time.monotonic() - began
    eventually(lambda: all(state == "sent" for _, state in sinks.rows("notify", DELIVERIES)), MAILED_WITHIN, every=1)
    mailed = time.monotonic() - began
    messages, mails = sinks.rows("notify", MESSAGES), sinks.rows("mailbox", MAILS)
    sinks.close()
    lost, again = MANY - len({recipient for recipient, _ in mails}), len(mails) - len(set(mails))
    more = {"told when one died": seen, "mailed twice": again, "told s": f"{told:.1f}", "mailed s": f"{mailed:.0f}"}
    doubled = len(messages) - MANY + len(set(mails)) - MANY
    report.add(Result("R1", "ten thousand followers", 10, MANY, lost, doubled, KILLS, recovery=[told], more=more))
    assert sorted(person for person, _ in messages) == ids
    assert {f"<{id}@portal.example>" for _, id in messages} == {id for _, id in mails}
    assert (lost, doubled) == (0, 0)
    assert again <= KILLS, "only a death between the mailbox's yes and our mark sends a Message-ID again"
    assert len([number for number in seen if number < MANY]) > KILLS / 2, f"told before workers died: {seen}"
