"""Where in the world an article holds, and who asked a topic."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("articles") as table:
        table.add_column(sa.Column("region", sa.String(100)))
    with op.batch_alter_table("topics") as table:
        table.add_column(sa.Column("author_id", sa.String(64)))


def downgrade() -> None:
    with op.batch_alter_table("topics") as table:
        table.drop_column("author_id")
    with op.batch_alter_table("articles") as table:
        table.drop_column("region")
