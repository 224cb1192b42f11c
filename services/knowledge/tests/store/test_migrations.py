"""The tables come and go by migrations alone."""

from pathlib import Path

import alembic.command
from sqlalchemy import inspect

from knowledge import NAME
from portalkit.migrations import check, config, upgrade
from portalkit.testing import fresh_database


def test_migrations_make_the_tables_the_code_describes_and_take_them_away_again(tmp_path: Path) -> None:
    database = fresh_database(tmp_path, NAME, None)
    upgrade(NAME, database.engine)
    check(NAME, database.engine)
    with database.engine.execution_options(writes=True).begin() as connection:
        made = config(NAME)
        made.attributes["connection"] = connection
        alembic.command.downgrade(made, "base")
    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    database.close()
