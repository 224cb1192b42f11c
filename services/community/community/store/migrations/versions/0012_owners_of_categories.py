"""Who looks after a category, and which people are here. Nobody looks after those that are there already."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("categories") as table:
        table.add_column(sa.Column("owner_id", sa.String(length=64)))
        table.add_column(sa.Column("deputy_id", sa.String(length=64)))
    with op.batch_alter_table("people") as table:
        table.add_column(sa.Column("active", sa.Boolean()))


def downgrade() -> None:
    with op.batch_alter_table("people") as table:
        table.drop_column("active")
    with op.batch_alter_table("categories") as table:
        table.drop_column("deputy_id")
        table.drop_column("owner_id")
