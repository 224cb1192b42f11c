"""What kind of topic a copy is of, and its tags."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("topics") as table:
        table.add_column(sa.Column("kind", sa.String(20)))
        table.add_column(sa.Column("tags", sa.String(200)))


def downgrade() -> None:
    with op.batch_alter_table("topics") as table:
        table.drop_column("tags")
        table.drop_column("kind")
