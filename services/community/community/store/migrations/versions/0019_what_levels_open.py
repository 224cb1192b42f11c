"""What levels ask for and open, and what was taken away from somebody by index."""

import sqlalchemy as sa
from alembic import op

from portalkit.tables import UTCDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

REMOVED = sa.text("removed_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "level_rules",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("lost_days", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=36), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_level_rules")),
    )
    op.create_index("ix_decisions_author_id", "decisions", ["author_id", "made_at"])
    op.create_index(
        "ix_messages_removed",
        "messages",
        ["author_id", "removed_at"],
        sqlite_where=REMOVED,
        postgresql_where=REMOVED,
    )


def downgrade() -> None:
    op.drop_index("ix_messages_removed", table_name="messages")
    op.drop_index("ix_decisions_author_id", table_name="decisions")
    op.drop_table("level_rules")
