"""Topics have tags."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tags", sa.String(length=160), nullable=False, server_default=""))
    op.create_table(
        "topic_tags",
        sa.Column("tag", sa.String(length=30), nullable=False),
        sa.Column("topic_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name=op.f("fk_topic_tags_topic_id")),
        sa.PrimaryKeyConstraint("tag", "topic_id", name=op.f("pk_topic_tags")),
    )
    op.create_index("ix_topic_tags_topic_id", "topic_tags", ["topic_id"])


def downgrade() -> None:
    op.drop_table("topic_tags")
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.drop_column("tags")
