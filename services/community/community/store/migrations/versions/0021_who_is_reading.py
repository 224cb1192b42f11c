"""Who is reading a topic, and who wants to be named there."""

import sqlalchemy as sa
from alembic import op

from portalkit.tables import UTCDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "presences",
        sa.Column("topic_id", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("seen_at", UTCDateTime(), nullable=False),
        sa.Column("writing_at", UTCDateTime()),
        sa.PrimaryKeyConstraint("topic_id", "person", name=op.f("pk_presences")),
    )
    op.create_index("ix_presences_seen_at", "presences", ["seen_at"])
    op.create_index("ix_presences_person", "presences", ["person"])
    op.add_column("standings", sa.Column("named", sa.Boolean(), server_default=sa.true(), nullable=False))


def downgrade() -> None:
    op.drop_column("standings", "named")
    op.drop_table("presences")
