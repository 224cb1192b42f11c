"""Posts name people, and topics have tags."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tags", sa.String(length=160), nullable=True))
        batch_op.add_column(sa.Column("mentions", sa.String(length=700), nullable=True))
    with op.batch_alter_table("replies", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mentions", sa.String(length=700), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("replies", schema=None) as batch_op:
        batch_op.drop_column("mentions")
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.drop_column("mentions")
        batch_op.drop_column("tags")
