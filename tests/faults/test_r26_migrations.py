"""R26: a migration happens wholly or not at all, holds nobody up for long, and leaves the release before it running.

Two at once, and one that meets a newer schema, are in tests/operations and in portalkit's tests.
"""

import os
import shutil
import sqlite3
import threading
import time
from contextlib import closing

import pytest

from faults.alone import ADA, Forum
from faults.migrating import Paintings
from faults.report import Result

pytestmark = [pytest.mark.faults, pytest.mark.timeout(1800)]
ROWS, MANY_ROWS, MANY_ROWS_LONG = 2000, 100_000, 1_000_000
SAMPLED, LONGEST_BLOCK = 3, 1.0
CALLS = ("pwrite64", "fdatasync", "ftruncate", "unlink")
FILL = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
INSERT INTO things (name, kind) SELECT 'thing ' || i, 'k' || (i % 7) FROM n
"""


def open_file(paintings):
    return closing(sqlite3.connect(paintings.file, timeout=10, isolation_level=None))


def filled(folder, rows):
    folder.mkdir()
    made = Paintings(folder)
    assert made.upgrade("0001") == 0
    with open_file(made) as db:
        db.execute(FILL, (rows,))
    return made


def copied(paintings, folder):
    folder.mkdir()
    made = Paintings(folder)
    shutil.copy(paintings.file, made.file)
    return made


def reached(paintings):
    """The revision; with all that belongs to it, and nothing of the next."""
    with open_file(paintings) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("SELECT count(*) FROM things").fetchone() == (ROWS,)
        (revision,) = db.execute("SELECT version_num FROM alembic_version").fetchone()
        columns = [row[1] for row in db.execute("PRAGMA table_info(things)")]
        names = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
        assert ("colour" in columns) == ("paints" in names) == ("ix_paints_name" in names) == (revision == "0002")
        if revision == "0002":
            assert db.execute("SELECT count(*) FROM paints").fetchone() == (7,)
    return revision


def test_a_migration_that_is_killed_happened_wholly_or_not_at_all_and_can_be_run_again(
    strace_works, tmp_path, option, report
):
    kills, undone, number, seed = 0, 0, 0, option("--sample")
    first = filled(tmp_path / "first", ROWS)
    for call in CALLS:
        k = 1
        while option("--all-points") or k <= SAMPLED:
            number += 1
            paintings = copied(first, tmp_path / str(number))
            inject = ["-e", f"trace={call}", "-e", f"inject={call}:signal=SIGKILL:when={k}"]
            if paintings.upgrade("0002", "strace", "-f", "-qq", "-o", os.devnull, *inject) == 0:
                break  # it ended without getting that far
            kills, undone, k = kills + 1, undone + (reached(paintings) == "0001"), k + 1
            assert paintings.upgrade("0002") == 0 and reached(paintings) == "0002", f"{call} {k - 1}"
    report.add(Result("R26", "a migration is killed", seed, 0, 0, 0, kills, more={"undone": undone}))
    assert kills >= len(CALLS) and undone, (kills, undone)


def test_adding_a_column_holds_writers_up_for_less_than_a_second(tmp_path, option, report):
    rows = MANY_ROWS_LONG if option("--all-points") else MANY_ROWS
    paintings, ending, waits = filled(tmp_path / "many", rows), threading.Event(), []

    def write():
        with open_file(paintings) as db:
            while not ending.is_set():
                began = time.monotonic()
                db.execute("INSERT INTO things (name, kind) VALUES ('one more', 'k0')")
                waits.append(time.monotonic() - began)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert paintings.upgrade("0002") == 0
    finally:
        ending.set()
        writer.join()
    report.add(
        Result("R26", "a column is added", 0, len(waits), 0, 0, more={"rows": rows, "block s": round(max(waits), 3)})
    )
    assert max(waits) <= LONGEST_BLOCK


def test_the_release_before_runs_on_the_schema_of_the_one_after_it(tmp_path):
    forum = Forum(tmp_path).open()
    try:
        topic = forum.ask("Before")
        forum.stop()
        with closing(sqlite3.connect(tmp_path / "community.db", isolation_level=None)) as db:
            for table in ("topics", "replies", "categories", "outbox", "inbox", "answers"):
                db.execute(f"ALTER TABLE {table} ADD COLUMN of_the_next_release TEXT DEFAULT 'x'")
            db.execute("UPDATE alembic_version SET version_num = '0099'")
        forum.migrate().start("api", "worker")
        assert forum.call("GET", "/readyz", None).status == 200
        assert forum.ask("After").status == 201
        own = f"/v1/topics/{topic.json['id']}"
        reply = forum.call("POST", f"{own}/replies", body={"body": "With both hands."})
        assert reply.status == 201
        edited = forum.call("PATCH", own, body={"title": "Edited", "body": "Still."}, If_Match="*")
        assert edited.status == 200 and edited.json["title"] == "Edited"
        accepted = forum.call("PUT", f"{own}/accepted", body={"reply_id": reply.json["id"]}, If_Match="*")
        assert accepted.status == 200
        assert forum.call("PUT", f"{own}/hidden", ADA, {"hidden": True, "reason": "old"}, If_Match="*").status == 200
        assert [item["title"] for item in forum.call("GET", "/v1/topics").json["items"]] == ["After"]
    finally:
        forum.stop()
