"""Facts whose many followers are told a part at a time, and how far that is."""

import sqlalchemy as sa
from alembic import op

from portalkit.tables import UTCDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tellings",
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("thing_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("followed_id", sa.String(64), nullable=False),
        sa.Column("after_id", sa.String(64), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("act", "thing_id", "kind", "followed_id", name="pk_tellings"),
    )


def downgrade() -> None:
    op.drop_table("tellings")
