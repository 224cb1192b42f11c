"""The products and regions of categories, and how often an article's place was given others."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

LISTS = ("products", "regions", "all_products", "all_regions")


def upgrade() -> None:
    # Added one by one: a batch would make the tables anew, and rows of others point to them.
    for name in LISTS:
        op.add_column("categories", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("articles", sa.Column("shelved", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("articles") as table:
        table.drop_column("shelved")
    with op.batch_alter_table("categories") as table:
        for name in LISTS:
            table.drop_column(name)
