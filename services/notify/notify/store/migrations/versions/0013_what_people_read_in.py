"""The language that a person reads in, for mails."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("locale", sa.String(10)))


def downgrade() -> None:
    op.drop_column("users", "locale")
