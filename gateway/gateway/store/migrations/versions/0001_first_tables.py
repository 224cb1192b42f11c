"""The first tables."""

import sqlalchemy as sa
from alembic import op
from portalkit import tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "limits",
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("empty_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_limits")),
    )
    op.create_table(
        "last_words",
        sa.Column("place", sa.LargeBinary(32), nullable=False),
        sa.Column("at", tables.UTCDateTime(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_last_words")),
    )
    with op.batch_alter_table("last_words", schema=None) as batch_op:
        batch_op.create_index("ix_last_words_at", ["at"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("last_words")
    op.drop_table("limits")
