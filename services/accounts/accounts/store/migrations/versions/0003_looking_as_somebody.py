"""Administrators look at the portal as somebody, and at the audit log by person, act and day."""

import sqlalchemy as sa
from alembic import op
from portalkit.tables import UTCDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("viewing_id", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("viewing_until", UTCDateTime(), nullable=True))
        batch_op.create_index("ix_sessions_viewing_until", ["viewing_until"])
    op.create_index("ix_audit_actor", "audit", ["actor", "seq"])
    op.create_index("ix_audit_action", "audit", ["action", "seq"])
    op.create_index("ix_audit_at", "audit", ["at"])


def downgrade() -> None:
    op.drop_index("ix_audit_at", "audit")
    op.drop_index("ix_audit_action", "audit")
    op.drop_index("ix_audit_actor", "audit")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_index("ix_sessions_viewing_until")
        batch_op.drop_column("viewing_until")
        batch_op.drop_column("viewing_id")
