"""One service's backup: whole while it is written to, and refused wherever it would do harm."""

import json
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace

import pytest

from community import NAME
from community.settings import read
from portalkit import backup, backup_sqlite
from portalkit.backends import open_database
from portalkit.cli import main
from portalkit.migrations import upgrade
from portalkit.tables import generations, inbox, outbox, ticks
from portalkit.testing import eventually


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A migrated forum whose settings come from the environment, as its command line reads them."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    database = open_database(read(), NAME)
    upgrade(NAME, database.engine)
    yield database
    database.close()


@pytest.fixture
def part(home):
    return backup.part(NAME, read())


def elsewhere(part, tmp_path):
    return replace(part, url=f"sqlite:///{tmp_path / 'elsewhere' / 'community.db'}")


def fact(tx, id):
    row = {"id": id, "type": "community.topic.asked.v1", "subject": "t", "version": 1, "data": {}, "attempts": 0}
    tx.execute(outbox.insert().values(**row, created_at=tx.now, next_at=tx.now))


def counted(url, table):
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as db:
        return db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_what_was_committed_before_is_in_it_although_writers_went_on(home, part, tmp_path):
    stop, written = threading.Event(), []

    def write():
        while not stop.is_set():
            with home.transaction() as tx:
                fact(tx, f"{threading.get_ident()}-{len(written)}")
            written.append(1)

    writers = [threading.Thread(target=write) for _ in range(1)]
    for writer in writers:
        writer.start()
    try:
        eventually(lambda: len(written) > 20)
        before = len(written)
        backup.back_up([part], tmp_path / "to")
        after = eventually(lambda: len(written) > before and len(written))
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    there = elsewhere(part, tmp_path)
    backup.restore(there, tmp_path / "to")
    assert before <= counted(there.url, "outbox") <= after + 1


def test_files_that_belong_together_are_copied_as_of_one_moment(tmp_path):
    """One is always written before the other; a copy never shows the second without the first."""
    paths = [tmp_path / "first.db", tmp_path / "second.db"]
    for path in paths:
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("CREATE TABLE t (n INTEGER)")
    stop = threading.Event()

    def write():
        first, second = (sqlite3.connect(path, isolation_level=None, timeout=30) for path in paths)
        with closing(first), closing(second):
            while not stop.is_set():
                first.execute("INSERT INTO t VALUES (1)")
                second.execute("INSERT INTO t VALUES (1)")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(20):
            with backup_sqlite.one_moment(paths) as sources:
                for name, source in zip("ab", sources, strict=True):
                    backup_sqlite.copy(source, tmp_path / f"{number}{name}.db")
            first, second = (counted(str(tmp_path / f"{number}{name}.db"), "t") for name in "ab")
            assert first - second in (0, 1)
    finally:
        stop.set()
        writer.join()


def test_a_restored_database_begins_its_index_anew_and_forgets_nothing_it_did(home, part, tmp_path):
    with home.transaction() as tx:
        tx.execute(generations.insert().values(id="g", state="current", started_at=tx.now))
        long_ago = tx.now.replace(year=2020)
        row = {"type": "x.y.z.v1", "body": "{}", "state": "done", "attempts": 1, "done_at": long_ago}
        tx.execute(inbox.insert().values(id="i", next_at=long_ago, received_at=long_ago, **row))
        before = tx.now
    backup.back_up([part], tmp_path / "to")
    there = elsewhere(part, tmp_path)
    backup.restore(there, tmp_path / "to")
    database = open_database(replace(read(), database_url=there.url), NAME)
    with database.reading() as db:
        assert db.rows(generations.select()) == []
        assert db.rows(inbox.select())[0].done_at >= before
        assert db.rows(ticks.select())[0].count > 1_000_000
    database.close()


def damaged(folder):
    path = folder / "community.db"
    content = bytearray(path.read_bytes())
    content[5000] ^= 0xFF
    path.write_bytes(content)


def of_another_service(folder):
    manifest = json.loads((folder / "community.json").read_text())
    (folder / "community.json").write_text(json.dumps(manifest | {"service": "notify"}))


def of_a_newer_schema(folder):
    with closing(sqlite3.connect(folder / "community.db")) as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
        db.commit()
    manifest = json.loads((folder / "community.json").read_text())
    sound = {"revision": "9999", "release": "9.0", "sha256": backup.digest(folder / "community.db")}
    (folder / "community.json").write_text(json.dumps(manifest | sound))


def without_a_manifest(folder):
    (folder / "community.json").unlink()


def with_half_a_manifest(folder):
    (folder / "community.json").write_text('{"service": "community"')


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (damaged, "missing or damaged"),
        (of_another_service, "a backup of notify"),
        (of_a_newer_schema, "schema 9999, which community"),
        (without_a_manifest, "holds no backup of community"),
        (with_half_a_manifest, "not a manifest"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_changed(part, tmp_path, spoil, told):
    backup.back_up([part], tmp_path / "to")
    spoil(tmp_path / "to")
    there = elsewhere(part, tmp_path)
    with pytest.raises(backup.Unfit, match=told):
        backup.restore(there, tmp_path / "to")
    assert not there.path.exists()


def test_a_database_with_something_in_it_is_replaced_only_when_asked(home, part, tmp_path):
    backup.back_up([part], tmp_path / "to")
    there = elsewhere(part, tmp_path)
    backup.restore(there, tmp_path / "to")
    with closing(sqlite3.connect(there.path)) as db:
        columns = "id, version, name, description, own_key, audience_key, path"
        db.execute(f"INSERT INTO categories ({columns}) VALUES ('c', 1, 'n', 'd', 'k', 'k', 'c')")
        db.commit()
    with pytest.raises(backup.Unfit, match="not empty. Use --over"):
        backup.restore(there, tmp_path / "to")
    backup.restore(there, tmp_path / "to", over=True)
    assert counted(there.url, "categories") == 0


def test_a_database_that_somebody_uses_is_not_replaced(home, part, tmp_path):
    backup.back_up([part], tmp_path / "to")
    with home.transaction() as tx:
        fact(tx, "later")
    with pytest.raises(backup.Unfit, match="is in use. Stop community first"):
        backup.restore(part, tmp_path / "to", over=True)
    with home.reading() as db:
        assert len(db.rows(outbox.select())) == 1


def test_a_backup_is_never_written_over_another(part, tmp_path):
    backup.back_up([part], tmp_path / "to")
    with pytest.raises(backup.Unfit, match="holds a backup of community already"):
        backup.back_up([part], tmp_path / "to")


def test_nobody_else_on_the_machine_can_read_it(part, tmp_path):
    backup.back_up([part], tmp_path / "to")
    assert (tmp_path / "to").stat().st_mode & 0o077 == 0
    assert (tmp_path / "to" / "community.db").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["backup"], 2, "backup FOLDER"),
        (["restore", "/nowhere"], 1, "holds no backup of community"),
        (["republish"], 2, "category, topic, reply, follow"),
        (["republish", "--since", "yesterday"], 2, "TIME is"),
        (["republish", "--state", "article"], 2, "category, topic, reply, follow"),
        (["versions", "article"], 2, "category, topic, reply, follow"),
        (["dead-letters", "replay"], 2, "replay ID|TYPE|--all"),
        (["dead-letters", "show", "nothing"], 1, "Nothing is parked under nothing"),
        (["dead-letters", "discard", "nothing"], 1, "0 let go"),
    ],
)
def test_a_command_that_cannot_be_says_why(home, monkeypatch, capsys, words, code, told):
    monkeypatch.setattr("sys.argv", ["community", *words])
    assert main(NAME, read, None, None) == code
    said = capsys.readouterr()
    assert told in said.out + said.err
