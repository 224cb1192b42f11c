"""The migrations make the tables the code describes, and can be taken back."""

import alembic.command
from sqlalchemy import inspect, text

from portalkit.database import Database
from portalkit.migrations import check, config, upgrade


def test_up_checked_down_and_up_again(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/accounts.db", "accounts")
    upgrade("accounts", database.engine)
    check("accounts", database.engine)
    with database.engine.execution_options(writes=True).begin() as connection:
        made = config("accounts")
        made.attributes["connection"] = connection
        alembic.command.downgrade(made, "base")
    assert inspect(database.engine).get_table_names() == ["alembic_version"]
    upgrade("accounts", database.engine)
    check("accounts", database.engine)
    database.close()


def test_a_migrated_database_and_the_codes_own_tables_have_the_same_triggers(tmp_path):
    from accounts.store.tables import metadata
    from portalkit.testing import fresh_database

    found = []
    migrated = Database(f"sqlite:///{tmp_path}/migrated.db", "accounts")
    upgrade("accounts", migrated.engine)
    for database in (migrated, fresh_database(tmp_path, "made", metadata)):
        with database.reading() as db:
            rows = db.rows(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name"))
        found.append([tuple(row) for row in rows])
        database.close()
    assert found[0] == found[1]
    assert len(found[0]) == 2
