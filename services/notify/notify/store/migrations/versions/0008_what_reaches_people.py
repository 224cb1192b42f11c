"""People choose what reaches them, and when; a mail goes at once, in a digest, or not at all."""

import sqlalchemy as sa
from alembic import op

from portalkit.tables import UTCDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

WAITS = sa.text("mail = 'digest' AND digest_id IS NULL")
OF_MESSAGES = {
    "mail": sa.String(8),
    "why": sa.String(12),
    "nth": sa.Integer(),
    "mail_at": UTCDateTime(),
    "digest_id": sa.String(36),
    "hidden": sa.Boolean(),
}


def upgrade() -> None:
    for name, kind in OF_MESSAGES.items():
        op.add_column("messages", sa.Column(name, kind))
    waits = {"sqlite_where": WAITS, "postgresql_where": WAITS}
    op.create_index("ix_messages_waiting", "messages", ["mail_at", "person"], **waits)
    op.create_index("ix_messages_digest_id", "messages", ["digest_id"])
    op.add_column("preferences", sa.Column("frequency", sa.String(8)))
    op.create_table(
        "times",
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("quiet_from", sa.String(5)),
        sa.Column("quiet_until", sa.String(5)),
        sa.Column("digest_at", sa.String(5), nullable=False),
        sa.Column("digest_on", sa.Integer(), nullable=False),
        sa.Column("changed_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_times")),
    )
    op.create_table(
        "budgets",
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("week", sa.String(10), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("spent", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("person", "week", name=op.f("pk_budgets")),
    )
    op.create_index("ix_budgets_week", "budgets", ["week"])


def downgrade() -> None:
    op.drop_table("budgets")
    op.drop_table("times")
    with op.batch_alter_table("preferences") as table:
        table.drop_column("frequency")
    op.drop_index("ix_messages_digest_id", "messages")
    op.drop_index("ix_messages_waiting", "messages")
    with op.batch_alter_table("messages") as table:
        for name in OF_MESSAGES:
            table.drop_column(name)
