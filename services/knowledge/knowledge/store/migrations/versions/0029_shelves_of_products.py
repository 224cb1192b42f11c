"""The products and regions of categories, and how often an article's place was given others."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

LISTS = ("products", "regions", "all_products", "all_regions")


def upgrade() -> None:
    with op.batch_alter_table("categories") as table:
        for name in LISTS:
            table.add_column(sa.Column(name, sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
    with op.batch_alter_table("articles") as table:
        table.add_column(sa.Column("shelved", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("articles") as table:
        table.drop_column("shelved")
    with op.batch_alter_table("categories") as table:
        for name in LISTS:
            table.drop_column(name)
