"""Run by Alembic: hands it the tables as the code describes them."""

from accounts.store.tables import metadata
from portalkit import migrations

migrations.run(metadata)
