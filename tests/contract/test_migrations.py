"""Two releases run on the same tables: migrations add, and the older release leaves what is newer alone."""

import ast
import re
from importlib import import_module
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from portalkit.database import Database
from portalkit.migrations import upgrade

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("accounts", "knowledge", "community", "notify", "gateway")
MIGRATIONS = sorted(ROOT.glob("services/*/*/store/migrations/versions/*.py"))
MIGRATIONS += sorted(ROOT.glob("gateway/gateway/store/migrations/versions/*.py"))
TAKE_AWAY = {"drop_table", "drop_column", "rename_table", "drop_table_comment", "alter_column"}
TAKING_SQL = re.compile(r"\b(DROP\s+(TABLE|COLUMN)|RENAME|ALTER\s+COLUMN|TRUNCATE|SET\s+NOT\s+NULL)\b", re.I)


def taken_away(source):
    """What a migration takes from the release before: a list of sentences, empty for one that only adds.

    One that takes away what no release reads any more says since which: `unused_since = "0.2.0"`.
    """
    tree = ast.parse(source)
    names = {target.id: node.value for node in tree.body if isinstance(node, ast.Assign) for target in node.targets}
    first = isinstance(names.get("down_revision"), ast.Constant) and names["down_revision"].value is None
    if first or "unused_since" in names:
        return []
    (function,) = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "upgrade"]
    return [fault for call in ast.walk(function) if isinstance(call, ast.Call) if (fault := _fault(call))]


def _fault(call):
    what = getattr(call.func, "attr", "")
    if what in TAKE_AWAY:
        return what
    written = " ".join(
        node.value for node in ast.walk(call) if isinstance(node, ast.Constant) and str(node.value) == node.value
    )
    if what in ("execute", "text") and TAKING_SQL.search(written):
        return written
    if what == "add_column":
        given = {
            word.arg: ast.unparse(word.value)
            for node in ast.walk(call)
            if isinstance(node, ast.Call)
            for word in node.keywords
        }
        if given.get("nullable") == "False" and "server_default" not in given:
            return "add_column without a default: the release before does not fill it in"
    return ""


@pytest.mark.parametrize("path", MIGRATIONS, ids=lambda path: f"{path.parts[-5]}-{path.stem}")
def test_a_migration_takes_nothing_from_the_release_before(path):
    assert taken_away(path.read_text()) == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("op.add_column('users', sa.Column('nick', sa.String(80), nullable=True))", 0),
        ("op.add_column('users', sa.Column('n', sa.Integer, nullable=False, server_default='0'))", 0),
        ("op.create_index('ix', 'users', ['nick'])", 0),
        ("op.add_column('users', sa.Column('n', sa.Integer, nullable=False))", 1),
        ("op.drop_column('users', 'name')", 1),
        ("op.rename_table('users', 'people')", 1),
        ("op.execute('ALTER TABLE users RENAME COLUMN name TO called')", 1),
        ("batch.alter_column('name', nullable=False)", 1),
    ],
)
def test_what_would_take_something_away_is_told(line, told):
    source = f"down_revision = '0001'\n\ndef upgrade():\n    {line}\n"
    assert len(taken_away(source)) == told
    assert taken_away(f"unused_since = '0.1.0'\n{source}") == []


@pytest.mark.parametrize("service", SERVICES)
def test_an_older_release_leaves_the_tables_of_a_newer_one_as_they_are(service, tmp_path):
    database = Database(f"sqlite:///{tmp_path}/{service}.db", service)
    upgrade(service, database.engine)
    table = sorted(import_module(f"{service}.store.tables").metadata.tables)[0]
    with database.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("ALTER TABLE " + table + " ADD COLUMN of_the_next_release VARCHAR(80)"))
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    upgrade(service, database.engine)
    with database.reading() as db:
        assert db.value(text("SELECT version_num FROM alembic_version")) == "9999"
    assert "of_the_next_release" in {column["name"] for column in inspect(database.engine).get_columns(table)}
    database.close()
