"""What Alembic runs for each migration of this service."""

from knowledge.store.tables import metadata
from portalkit.migrations import run

run(metadata)
