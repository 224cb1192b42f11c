"""When people were here last, and before that."""

import sqlalchemy as sa
from alembic import op
from portalkit.tables import UTCDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("seen_at", UTCDateTime(), nullable=True))
    op.add_column("users", sa.Column("last_visit_at", UTCDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("users", schema=None) as batch_op:
        batch_op.drop_column("last_visit_at")
        batch_op.drop_column("seen_at")
