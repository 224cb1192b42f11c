"""Who looks after a category. Nobody does of those that are there already, and the list of upkeep says so."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("categories") as table:
        table.add_column(sa.Column("owner_id", sa.String(64)))
        table.add_column(sa.Column("deputy_id", sa.String(64)))


def downgrade() -> None:
    with op.batch_alter_table("categories") as table:
        table.drop_column("deputy_id")
        table.drop_column("owner_id")
