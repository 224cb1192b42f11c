"""What staff decide in other services is in the audit log, once for each event that tells of it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("audit", sa.Column("event_id", sa.String(length=36), nullable=True))
    op.create_index("ix_audit_event_id", "audit", ["event_id"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_audit_event_id", "audit")
    op.drop_column("audit", "event_id")
