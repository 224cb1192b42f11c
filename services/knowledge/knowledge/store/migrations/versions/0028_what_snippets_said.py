"""What templates and snippets said before."""

import sqlalchemy as sa
from alembic import op
from portalkit import tables

revision = "0028"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stock_revisions",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("stock_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.String(length=64), nullable=False),
        sa.Column("saved_at", tables.UTCDateTime(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_revisions")),
        sa.UniqueConstraint("stock_id", "number", name=op.f("uq_stock_revisions_stock_id_number")),
    )


def downgrade() -> None:
    op.drop_table("stock_revisions")
