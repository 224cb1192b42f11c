"""One database and two roles a service: the app's can change rows of its own and nothing else."""

import os
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from portalkit.testing.servers import server

pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(shutil.which("psql") is None, reason="needs psql on the path"),
]
SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "postgres" / "roles.sh"
PASSWORDS = {name: secrets.token_hex(12) for name in ("accounts", "accounts_owner", "community", "community_owner")}


def run(admin, prefix, **more):
    """The script, as an operator runs it."""
    environ = {
        "PATH": os.environ["PATH"],
        "PGHOST": admin.host,
        "PGPORT": str(admin.port),
        "PGUSER": admin.username,
        "PGPASSWORD": admin.password,
        "SERVICES": "accounts community",
        "DB_PREFIX": prefix,
    }
    return subprocess.run(["sh", SCRIPT], env=environ | more, text=True, capture_output=True, check=False)


@pytest.fixture(scope="module")
def urls(tmp_path_factory):
    """The address of each role."""
    admin, prefix = make_url(server("postgres")), f"t{secrets.token_hex(4)}_"
    (tmp_path_factory.getbasetemp() / "owner").write_text(PASSWORDS["community_owner"])
    given = {
        "ACCOUNTS_DB_PASSWORD": PASSWORDS["accounts"],
        "ACCOUNTS_DB_OWNER_PASSWORD": PASSWORDS["accounts_owner"],
        "COMMUNITY_DB_PASSWORD": PASSWORDS["community"],
        "COMMUNITY_DB_OWNER_PASSWORD_FILE": str(tmp_path_factory.getbasetemp() / "owner"),
    }
    for _ in range(2):  # the second time changes nothing
        done = run(admin, prefix, **given)
        assert done.returncode == 0, done.stderr
        assert not any(password in done.stdout + done.stderr for password in PASSWORDS.values())
    yield {
        role: admin.set(username=prefix + role, password=word, database=prefix + role.removesuffix("_owner"))
        for role, word in PASSWORDS.items()
    }
    engine = create_engine(admin, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name in ("accounts", "community"):
            connection.execute(text(f"DROP DATABASE {prefix}{name} WITH (FORCE)"))
        for role in PASSWORDS:
            connection.execute(text(f"DROP ROLE {prefix}{role}"))
    engine.dispose()


@pytest.fixture(scope="module")
def migrated(urls):
    """Accounts' tables, made by `migrate` as the owner while the app's address is set beside."""
    environ = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ} | {
        "ACCOUNTS_DATABASE_URL": urls["accounts"].render_as_string(False),
        "ACCOUNTS_MIGRATE_DATABASE_URL": urls["accounts_owner"].render_as_string(False),
    }
    done = subprocess.run([sys.executable, "-m", "accounts", "migrate"], env=environ, text=True, capture_output=True)
    assert done.returncode == 0, done.stderr
    return urls


def told(url, statement):
    """What the role gets for a statement."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            found = connection.execute(text(statement))
            return found.scalar_one() if found.returns_rows else found.rowcount
    finally:
        engine.dispose()


def test_the_app_reads_and_writes_rows(migrated):
    insert = "INSERT INTO counters (name, value) VALUES ('x', 1)"
    assert told(migrated["accounts"], insert) == 1
    assert told(migrated["accounts"], "UPDATE counters SET value = 2 WHERE name = 'x'") == 1
    assert told(migrated["accounts"], "SELECT value FROM counters WHERE name = 'x'") == 2
    assert told(migrated["accounts"], "DELETE FROM counters") == 1


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "DROP TABLE users",
        "ALTER TABLE users ADD COLUMN mine int",
        "ALTER TABLE audit DISABLE TRIGGER ALL",
        "DROP TRIGGER audit_append_only ON audit",
        "TRUNCATE counters",
        "CREATE INDEX mine ON users (id)",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA mine",
        "CREATE TEMPORARY TABLE mine (id int)",
        "SET session_replication_role = replica",
        "CREATE ROLE mine",
        "COPY (SELECT 1) TO PROGRAM 'true'",
    ],
)
def test_the_app_changes_no_table_and_nothing_around_it(migrated, statement):
    with pytest.raises(DBAPIError, match="permission denied|must be owner|must be superuser"):
        told(migrated["accounts"], statement)


@pytest.mark.parametrize("role", ["community", "community_owner"])
def test_nobody_sees_another_services_database(migrated, role):
    elsewhere = migrated[role].set(database=migrated["accounts"].database)
    with pytest.raises(DBAPIError, match="permission denied for database"):
        told(elsewhere, "SELECT 1")


def test_without_a_password_nothing_is_made(urls):
    done = run(make_url(server("postgres")), "none_", ACCOUNTS_DB_PASSWORD="x")
    assert done.returncode == 2
    assert "set ACCOUNTS_DB_OWNER_PASSWORD" in done.stderr
