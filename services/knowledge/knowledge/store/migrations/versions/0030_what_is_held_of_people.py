"""What people asked for of theirs, and who has left."""

import sqlalchemy as sa
from alembic import op

from portalkit.tables import UTCDateTime

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exported",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_exported"),
    )
    op.create_index("ix_exported_person", "exported", ["person"])
    op.create_index("ix_exported_made_at", "exported", ["made_at"])
    op.create_table(
        "erased",
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("erasure_id", sa.String(36), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("outcomes", sa.JSON(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("person", name="pk_erased"),
    )
    op.create_index("ix_erased_answered_at", "erased", ["answered_at"])


def downgrade() -> None:
    op.drop_table("erased")
    op.drop_table("exported")
