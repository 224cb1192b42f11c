"""Which decision about a comment a notice tells of."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("notices", sa.Column("decision_id", sa.String(64)))


def downgrade() -> None:
    with op.batch_alter_table("notices") as table:
        table.drop_column("decision_id")
