"""Who is known to be a customer."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("verified_customer", sa.Boolean()))


def downgrade() -> None:
    op.drop_column("people", "verified_customer")
