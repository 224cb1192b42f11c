"""Who is shown as an expert."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("expert", sa.Boolean()))


def downgrade() -> None:
    op.drop_column("people", "expert")
