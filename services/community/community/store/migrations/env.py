"""Alembic's entry: the forum's tables and those of the mechanisms."""

from community.store.tables import metadata
from portalkit.migrations import run

run(metadata)
