"""A package with two migrations, the second of which only adds, and the command that brings a database to either."""

import os
import subprocess
import sys
from pathlib import Path

from faults.house import KEPT

ENV = """
from sqlalchemy import MetaData
from portalkit.migrations import run

run(MetaData())
"""
FIRST = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0001", None


def upgrade():
    op.create_table(
        "things",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
    )
"""
SECOND = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"


def upgrade():
    op.add_column("things", sa.Column("colour", sa.String(8), nullable=False, server_default="grey"))
    op.create_table("paints", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(80)))
    op.execute("INSERT INTO paints (name) SELECT DISTINCT kind FROM things")
    op.create_index("ix_paints_name", "paints", ["name"])
"""
COMMAND = """
import sys
from portalkit.database import Database
from portalkit.migrations import upgrade

database = Database(sys.argv[1], "paintings")
upgrade("paintings", database.engine, sys.argv[2])
database.close()
"""


class Paintings:
    """The package, made below `folder`, and its database there."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "paintings.db"
        self._folder = folder
        versions = folder / "paintings" / "store" / "migrations" / "versions"
        versions.mkdir(parents=True)
        (folder / "paintings" / "__init__.py").touch()
        (versions.parent / "env.py").write_text(ENV)
        (versions / "0001_first.py").write_text(FIRST)
        (versions / "0002_second.py").write_text(SECOND)

    def upgrade(self, revision: str, *before: str) -> int:
        """Bring the database to `revision` in a process of its own, under the command `before`; its exit code."""
        environ = {name: os.environ[name] for name in KEPT if name in os.environ} | {"PYTHONPATH": str(self._folder)}
        command = [*before, sys.executable, "-c", COMMAND, f"sqlite:///{self.file}", revision]
        return subprocess.run(command, env=environ, capture_output=True, check=False).returncode
