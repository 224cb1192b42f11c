"""A service is ready when its database is there with a schema that its release can work with."""

import pytest
from sqlalchemy import text

from community import NAME
from community.settings import read
from portalkit.backends import open_database
from portalkit.migrations import upgrade
from portalkit.readiness import readiness


@pytest.fixture
def database(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    made = open_database(read(), NAME)
    yield made
    made.close()


def at(database, revision):
    with database.transaction() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = :revision"), revision=revision)


def test_before_the_migrations_it_is_not_ready(database):
    assert readiness(database, NAME)[0] is False


def test_after_them_it_is(database):
    upgrade(NAME, database.engine)
    ready, known = readiness(database, NAME)
    assert (ready, known["schema"]) == (True, "current")


def test_a_release_that_was_rolled_back_lives_with_the_schema_of_the_one_after_it(database):
    upgrade(NAME, database.engine)
    at(database, "9999")
    ready, known = readiness(database, NAME)
    assert (ready, known["schema"]) == (True, "newer")


def test_a_schema_that_was_begun_and_not_finished_is_said(database):
    upgrade(NAME, database.engine)
    with database.transaction() as tx:
        tx.execute(text("DELETE FROM alembic_version"))
    ready, known = readiness(database, NAME)
    assert (ready, known["schema"]) == (False, "older than this release: run migrate")
