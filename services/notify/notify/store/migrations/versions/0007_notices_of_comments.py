"""Whom a notice about a comment is for."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notices", sa.Column("audience_key", sa.String(800)))


def downgrade() -> None:
    with op.batch_alter_table("notices") as table:
        table.drop_column("audience_key")
