"""Audiences that have a leaderboard of their own."""

import sqlalchemy as sa
from alembic import op

from portalkit.tables import UTCDateTime

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "boards",
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("audience", name=op.f("pk_boards")),
    )


def downgrade() -> None:
    op.drop_table("boards")
