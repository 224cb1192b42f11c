"""Alembic's entry: notify's tables and those of the mechanisms."""

from notify.store import tables
from portalkit import migrations

migrations.run(tables.metadata)
