"""The migrations make the tables that the code describes, and take them back."""

import alembic.command
import pytest
from sqlalchemy import inspect

from community import NAME
from portalkit.migrations import check, config, upgrade
from portalkit.testing import fresh_database


@pytest.fixture
def empty(tmp_path):
    database = fresh_database(tmp_path, NAME, None)
    yield database
    database.close()


def test_they_make_what_the_code_describes(empty):
    upgrade(NAME, empty.engine)
    check(NAME, empty.engine)


def test_they_can_be_taken_back(empty):
    upgrade(NAME, empty.engine)
    with empty.engine.execution_options(writes=True).begin() as connection:
        made = config(NAME)
        made.attributes["connection"] = connection
        alembic.command.downgrade(made, "base")
    assert set(inspect(empty.engine).get_table_names()) <= {"alembic_version"}
