"""Topics are merged into others, and split from them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

LINKS = ("merged_into_id", "split_from_id")


def upgrade() -> None:
    with op.batch_alter_table("topics", schema=None) as batch_op:
        for name in LINKS:
            batch_op.add_column(sa.Column(name, sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("offshoots", sa.Integer(), nullable=False, server_default="0"))
    for name in LINKS:
        there = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_topics_{name}", "topics", [name], sqlite_where=there, postgresql_where=there)


def downgrade() -> None:
    for name in LINKS:
        op.drop_index(f"ix_topics_{name}", "topics")
    with op.batch_alter_table("topics", schema=None) as batch_op:
        for name in ("offshoots", *LINKS):
            batch_op.drop_column(name)
