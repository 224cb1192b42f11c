"""The same on PostgreSQL, by its own tools."""

import subprocess
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text

from community import NAME, settings
from portalkit import backup, backup_postgresql
from portalkit.backends import open_database
from portalkit.migrations import upgrade
from portalkit.tables import generations, outbox
from portalkit.testing.databases import on_server

pytestmark = pytest.mark.servers


@pytest.fixture
def part():
    """A migrated forum's database with a fact and an index in it."""
    made = backup.Part(NAME, on_server(NAME), "0.1.0")
    database = open_database(replace(settings.read(), database_url=made.url), NAME)
    upgrade(NAME, database.engine)
    with database.transaction() as tx:
        row = {"id": "f", "type": "community.topic.asked.v1", "subject": "t", "version": 1, "data": {}, "attempts": 0}
        tx.execute(outbox.insert().values(**row, created_at=tx.now, next_at=tx.now))
        tx.execute(generations.insert().values(id="g", state="current", started_at=tx.now))
    database.close()
    return made


def rows(url, table):
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.execute(text(f"SELECT id FROM {table}")).scalars().all()
    engine.dispose()
    return found


def test_what_was_dumped_comes_back_in_an_empty_database_and_can_be_written_to(part, tmp_path):
    (manifest,) = backup.back_up([part], tmp_path / "to")
    assert manifest.file == "community.dump" and manifest.revision
    there = replace(part, url=on_server(NAME))
    backup.restore(there, tmp_path / "to")
    assert rows(there.url, "outbox") == ["f"]
    assert rows(there.url, "generations") == []
    database = open_database(replace(settings.read(), database_url=there.url), NAME)
    with database.transaction() as tx:
        row = {"id": "f2", "type": "community.topic.asked.v1", "subject": "t", "version": 2, "data": {}, "attempts": 0}
        tx.execute(outbox.insert().values(**row, created_at=tx.now, next_at=tx.now))  # its sequence goes on
    database.close()
    assert rows(there.url, "outbox") == ["f", "f2"]


def test_a_database_with_tables_is_replaced_only_when_asked(part, tmp_path):
    backup.back_up([part], tmp_path / "to")
    engine = create_engine(part.url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE outbox SET id = 'later'"))
        connection.execute(text("CREATE TABLE of_a_newer_release (id integer)"))
        connection.execute(text("CREATE FUNCTION of_it() RETURNS integer LANGUAGE sql AS 'SELECT 1'"))
    engine.dispose()
    with pytest.raises(backup.Unfit, match="not empty. Use --over"):
        backup.restore(part, tmp_path / "to")
    backup.restore(part, tmp_path / "to", over=True)
    assert rows(part.url, "outbox") == ["f"]
    assert rows(part.url, "(SELECT proname AS id FROM pg_proc WHERE proname = 'of_it') AS functions") == []


def test_the_audit_log_and_the_trigger_that_guards_it_come_back_over_others(tmp_path):
    from accounts import settings as accounts_settings

    part = backup.Part("accounts", on_server("accounts"), "0.1.0")
    database = open_database(replace(accounts_settings.read(), database_url=part.url), "accounts")
    upgrade("accounts", database.engine)
    database.close()
    backup.back_up([part], tmp_path / "to")
    backup.restore(part, tmp_path / "to", over=True)
    assert rows(part.url, "(SELECT tgname AS id FROM pg_trigger WHERE NOT tgisinternal) AS triggers") == [
        "audit_append_only"
    ]


def test_a_dump_that_was_damaged_is_refused_before_anything_is_dropped(part, tmp_path):
    backup.back_up([part], tmp_path / "to")
    with (tmp_path / "to" / "community.dump").open("r+b") as file:
        file.truncate(1000)
    with pytest.raises(backup.Unfit, match="missing or damaged"):
        backup.restore(part, tmp_path / "to", over=True)
    assert rows(part.url, "outbox") == ["f"]


def test_a_dump_is_not_put_into_a_file(part, tmp_path):
    backup.back_up([part], tmp_path / "to")
    with pytest.raises(backup.Unfit, match="community.dump"):
        backup.restore(replace(part, url=f"sqlite:///{tmp_path}/x.db"), tmp_path / "to")


def test_the_password_stands_on_no_command_line(part, tmp_path, monkeypatch):
    seen = []
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda command, **more: seen.append(command) or run(command, **more))
    url = backup_postgresql.make_url(part.url)
    backup.back_up([part], tmp_path / "to")
    assert len(seen) == 1 and "pg_dump" in seen[0][0]
    assert not [word for word in seen[0] if f":{url.password}@" in word]


def test_a_missing_tool_is_named(part, tmp_path, monkeypatch):
    monkeypatch.setattr(backup_postgresql.shutil, "which", lambda name: None)
    with pytest.raises(backup.Unfit, match="pg_dump is not installed here; it comes with"):
        backup.back_up([part], tmp_path / "to")
