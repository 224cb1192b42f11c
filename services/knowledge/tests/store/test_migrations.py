"""The tables come and go by migrations alone."""

import json
from pathlib import Path

import alembic.command
from sqlalchemy import inspect, text

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


def test_categories_and_articles_that_were_there_before_name_no_products_and_stay(tmp_path: Path) -> None:
    database = fresh_database(tmp_path, NAME, None)
    upgrade(NAME, database.engine, "0028")
    category = {"id": "c", "name": "Pumps", "description": "", "own_key": "everyone", "audience_key": "everyone"}
    article = {"id": "a", "category_id": "c", "audience_key": "everyone", "state": "draft", "author_id": "ann"}
    article |= {"title": "T", "summary": "", "language": "en", "html": "", "body": "", "plain": "", "version": 1}
    now = "2026-11-27 08:00:00"
    more = {"path": "/c", "trail": "[]", "version": 1}, {"toc": "[]", "created_at": now, "updated_at": now}
    with database.engine.execution_options(writes=True).begin() as connection:
        for table, row in (("categories", category | more[0]), ("articles", article | more[1])):
            values = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({values})"), row)
    upgrade(NAME, database.engine)
    with database.engine.connect() as connection:
        found = connection.execute(text("SELECT products, all_regions FROM categories")).one()
        assert [json.loads(each) if isinstance(each, str) else each for each in found] == [[], []]
        assert connection.execute(text("SELECT id, shelved FROM articles")).all() == [("a", 0)]
    database.close()
