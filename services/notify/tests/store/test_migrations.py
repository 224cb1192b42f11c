"""The migrations make the tables that the code describes, and unmake them."""

import alembic.command
from sqlalchemy import inspect

from portalkit.migrations import check, config, upgrade
from portalkit.testing import fresh_database


def test_upgrade_makes_what_the_code_describes_and_downgrade_leaves_nothing(tmp_path):
    database = fresh_database(tmp_path, "notify", None)
    upgrade("notify", database.engine)
    check("notify", database.engine)
    with database.engine.execution_options(writes=True).begin() as connection:
        made = config("notify")
        made.attributes["connection"] = connection
        alembic.command.downgrade(made, "base")
    assert inspect(database.engine).get_table_names() == ["alembic_version"]
    database.close()
