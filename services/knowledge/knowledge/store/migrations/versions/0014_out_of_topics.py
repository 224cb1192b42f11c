"""Articles grow out of topics, and give credit to who wrote them."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("articles", sa.Column("topic_id", sa.String(length=36), nullable=True))
    op.add_column("articles", sa.Column("credits", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("articles", schema=None) as batch_op:
        batch_op.drop_column("credits")
        batch_op.drop_column("topic_id")
