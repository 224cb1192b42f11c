"""Indexes that hold only the rows that have something in them."""

from alembic import op

from portalkit.migrations import index_everything, index_what_is_there

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    index_what_is_there(op)


def downgrade() -> None:
    index_everything(op)
