"""R25: how long it takes to come back from a backup of many rows, and that nothing acknowledged before is missing.

That the whole portal comes back from a backup made under load, with every effect once and no copy that differs from its
owner, is shown in test_r25_portal.py; what a restore refuses, in tests/operations/test_service_backup.py.
"""

import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing

import pytest

from faults.alone import Forum
from faults.report import Result
from portalkit.testing import eventually

pytestmark = [pytest.mark.faults, pytest.mark.timeout(900)]
ROWS, ROWS_LONG = 20_000, 500_000
SECONDS_FOR_100K = 60.0
FILL = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
INSERT INTO replies (id, version, topic_id, author_id, body, html, written_at)
SELECT 'r' || i, 1, ?, 'ben', 'Try the other cable, the one with the grey plug. ' || i, '<p>Try the other cable.</p>',
       '2026-01-05 08:00:00.000000' FROM n
"""


def command(forum, *words):
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-m", "community", *map(str, words)], env=forum.environ, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return time.monotonic() - began


def titles(folder):
    with closing(sqlite3.connect(f"file:{folder}/community.db?mode=ro", uri=True)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (replies,) = db.execute("SELECT count(*) FROM replies").fetchone()
        return {title for (title,) in db.execute("SELECT title FROM topics")}, replies


def test_many_rows_are_back_within_a_minute_for_each_hundred_thousand(tmp_path, option, report):
    rows = ROWS_LONG if option("--all-points") else ROWS
    here, there = Forum(tmp_path / "here").open(), Forum(tmp_path / "there")
    acked, ending = [], threading.Event()
    try:
        topic = here.ask("The first").json["id"]
        with closing(sqlite3.connect(tmp_path / "here" / "community.db", timeout=10)) as db, db:
            db.execute(FILL, (rows, topic))

        def write():
            while not ending.is_set():
                title = f"Question {len(acked)}"
                if here.ask(title).status == 201:
                    acked.append(title)

        writer = threading.Thread(target=write)
        writer.start()
        eventually(lambda: len(acked) > 20, 30)
        before = list(acked)
        saving = command(here, "backup", tmp_path / "backup")
        ending.set()
        writer.join()
        began = time.monotonic()
        command(there, "restore", tmp_path / "backup")
        there.start()
        eventually(lambda: there.call("GET", "/readyz", None).status == 200, 30)
        back = time.monotonic() - began
        found, replies = titles(tmp_path / "there")
        lost = set(before) - found
        more = {"rows": rows, "backup s": round(saving, 1), "restore s": round(back, 1)}
        report.add(Result("R25", "a service is restored", 0, len(before), len(lost), 0, recovery=[back], more=more))
        assert not lost and replies == rows
        assert found <= {"The first", *acked, f"Question {len(acked)}"}
        assert back <= SECONDS_FOR_100K * max(1, rows / 100_000)
    finally:
        ending.set()
        here.stop()
        there.stop()
