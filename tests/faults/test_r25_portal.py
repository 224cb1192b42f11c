"""R25: `make backup` of a portal in which people write, and `make restore` elsewhere: nothing lost, nothing twice."""

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest
from support.person import Person
from support.served import Served

from faults.report import Result
from portalkit.testing import eventually

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]
ROOT = Path(__file__).resolve().parents[2]
ROOMY = {
    "WRITES_A_MINUTE": "100000",
    "WRITES_A_MINUTE_IP": "100000",
    "NEWCOMER_DAYS": "0",
    "MAILS_A_DAY": "0",
    "MAILS_A_WEEK": "0",
}
ROWS_LONG, AT_ONCE = 500_000, 5_000
SECONDS_FOR_100K = 60.0
FILL = """
WITH RECURSIVE n(i) AS (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?)
INSERT INTO messages (id, person, thing_id, act, topic_id, actor_id, created_at)
SELECT 'm' || i, 'p' || (i % 2000), 'r' || i, 'reply-posted', 't' || (i % 5000), 'ben', '2026-01-05 08:00:00.000000'
FROM n
"""
WAITING = (
    *((name, "SELECT count(*) FROM outbox WHERE published_at IS NULL") for name in ("accounts", "community")),
    *((name, "SELECT count(*) FROM inbox WHERE state = 'due'") for name in ("community", "knowledge", "notify")),
    ("bus", "SELECT count(*) FROM cursors WHERE seq < (SELECT max(seq) FROM log)"),
    ("notify", "SELECT count(*) FROM deliveries WHERE state = 'due'"),
    ("knowledge", "SELECT count(*) FROM unindexed"),
    ("knowledge", "SELECT 1 - count(*) FROM generations"),
)


def rows(data_dir, file, statement):
    with closing(sqlite3.connect(data_dir / f"{file}.db")) as db:
        return db.execute(statement).fetchall()


def settled(data_dir):
    return not any(rows(data_dir, file, statement)[0][0] for file, statement in WAITING)


def command(data_dir, *words):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
    return subprocess.run(
        [sys.executable, *map(str, words)],
        env=kept | {"DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def fill(data_dir, count):
    """So many messages of long ago, a few at a time, so that whoever writes gets a turn."""
    with closing(sqlite3.connect(data_dir / "notify.db", timeout=10, isolation_level=None)) as db:
        for first in range(0, count, AT_ONCE):
            db.execute(FILL, (first, min(first + AT_ONCE, count)))


class Writer(threading.Thread):
    """Somebody who replies without end; `acknowledged` holds what the portal said yes to."""

    def __init__(self, person, topic, name):
        super().__init__(daemon=True)
        self.person, self.topic, self.word = person, topic, name
        self.acknowledged, self.stopping = [], threading.Event()

    def run(self):
        while not self.stopping.is_set():
            token = f"{self.word}{len(self.acknowledged)}x"
            page = self.person.open(self.topic)
            if self.person.send(page.html.form(f"{self.topic}/replies"), body=f"Word {token}.").status == 200:
                self.acknowledged.append(token)


@pytest.fixture(scope="module")
def restored(tmp_path_factory, request):
    """A portal restored from a backup that was made under load, and what had been acknowledged before."""
    folder, count = tmp_path_factory.mktemp("suite"), ROWS_LONG if request.config.getoption("--all-points") else 0
    old = Served(folder / "old", **ROOMY).start()
    writers = []
    try:
        asker = Person(old.url, "tomas.ferreira@aguasdovouga.example").sign_in()
        topic = asker.ask("Methods and standards", "Backup under load").path
        for name in ("aiko.tanabe@kitagawa-water.example", "meiling.chua@kallang-aquatics.example"):
            writers.append(Writer(Person(old.url, name).sign_in(), topic, name[:4]))
        for writer in writers:
            writer.start()
        fill(folder / "old", count)
        eventually(lambda: all(len(writer.acknowledged) >= 5 for writer in writers), 60)
        before = [token for writer in writers for token in writer.acknowledged]
        began = time.monotonic()
        made = command(folder / "old", ROOT / "deploy" / "backup.py", "backup", folder / "backup")
        saving = time.monotonic() - began
        assert made.returncode == 0, made.stderr
        after = [token for writer in writers for token in writer.acknowledged]
    finally:
        for writer in writers:
            writer.stopping.set()
        for writer in writers:
            writer.join(30)
        old.stop()
    assert len(after) > len(before), "nobody wrote while the backup was made"
    began = time.monotonic()
    brought = command(folder / "new", ROOT / "deploy" / "backup.py", "restore", folder / "backup")
    assert brought.returncode == 0, brought.stderr
    new = Served(folder / "new", DEMO="0", LEASE_SECONDS="2", **ROOMY).start()
    new.saving, new.back, new.count = saving, time.monotonic() - began, count
    new.topic, new.before, new.after, new.backup = topic, before, after, folder / "backup"
    eventually(lambda: settled(new.data_dir), 90, every=0.5)
    yield new
    new.stop()
    assert new.errors() == []


def lost(restored):
    """What had been acknowledged and is not there."""
    bodies = " ".join(body for (body,) in rows(restored.data_dir, "community", "SELECT body FROM replies"))
    return [token for token in restored.before if f"Word {token}." not in bodies]


def test_everything_acknowledged_before_is_there(restored):
    assert lost(restored) == []


def test_it_is_back_within_a_minute_for_each_hundred_thousand_rows(restored, report):
    [(there,)] = rows(restored.data_dir, "notify", "SELECT count(*) FROM messages WHERE id LIKE 'm%'")
    more = {"messages": there, "backup s": round(restored.saving, 1), "restore s": round(restored.back, 1)}
    counts = (len(restored.before), len(lost(restored)), 0)
    report.add(Result("R25", "the portal is restored", 0, *counts, recovery=[restored.back], more=more))
    assert there == restored.count
    assert restored.back <= SECONDS_FOR_100K * max(1, restored.count / 100_000)


def test_everybody_who_follows_was_told_of_each_reply_exactly_once(restored):
    replies = rows(
        restored.data_dir,
        "community",
        "SELECT r.id FROM replies r JOIN topics t ON t.id = r.topic_id WHERE t.title = 'Backup under load'",
    )
    asker = "SELECT author_id FROM topics WHERE title = 'Backup under load'"
    [(tomas,)] = rows(restored.data_dir, "community", asker)
    told = rows(
        restored.data_dir,
        "notify",
        f"SELECT thing_id, count(*) FROM messages WHERE person = '{tomas}' AND act = 'reply-posted' GROUP BY 1",
    )
    assert sorted(told) == sorted((id, 1) for (id,) in replies)
    assert len(replies) >= len(restored.before)


def test_every_delivery_left_under_one_message_id(restored):
    sent = {id for (id,) in rows(restored.data_dir, "notify", "SELECT id FROM deliveries WHERE state = 'sent'")}
    mails = rows(restored.data_dir, "mailbox", "SELECT DISTINCT message_id, subject FROM mails")
    left = {message_id.strip("<").partition("@")[0] for message_id, _ in mails}
    of_replies = [message_id.strip("<").partition("@")[0] for message_id, subject in mails if "repl" in subject]
    assert of_replies and len(of_replies) == len(set(of_replies))
    assert set(of_replies) <= sent <= left


def test_nothing_is_parked_and_the_copies_equal_their_owners(restored):
    done = command(restored.data_dir, ROOT / "deploy" / "reconcile.py")
    assert (done.returncode, re.findall(r"(\d+) differences", done.stdout)) == (0, ["0"]), done.stdout
    for name in ("community", "knowledge", "notify"):
        assert rows(restored.data_dir, name, "SELECT count(*) FROM inbox WHERE state = 'parked'") == [(0,)]


def test_the_search_finds_it_in_an_index_made_anew(restored):
    token = restored.before[-1]
    page = Person(restored.url).open(f"/search?q={token}")
    assert restored.topic in page.main.links()


def test_the_audit_log_is_unbroken(restored):
    done = command(restored.data_dir, "-m", "accounts", "audit-verify")
    assert done.returncode == 0 and "unbroken" in done.stdout


def test_a_damaged_backup_changes_nothing(restored, tmp_path):
    shutil.copytree(restored.backup, tmp_path / "damaged")
    with (tmp_path / "damaged" / "notify.db").open("r+b") as file:
        file.truncate(8192)
    done = command(tmp_path / "data", ROOT / "deploy" / "backup.py", "restore", tmp_path / "damaged")
    assert (done.returncode, done.stderr.strip()) == (1, "notify.db is missing or damaged.")
    assert list((tmp_path / "data").glob("*.db")) == []


def test_the_backup_says_what_is_in_it(restored):
    about = json.loads((restored.backup / "portal.json").read_text())
    assert about["embedded"] == ["bus", "mailbox"]
    assert {"accounts.db", "bus.db", "keys/gateway.json", "notify.json"} <= set(about["sha256"])
    assert not [name for name in about["sha256"] if "index" in name]
