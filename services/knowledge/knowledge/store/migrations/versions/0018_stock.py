"""Templates, and snippets that articles include by name."""

import sqlalchemy as sa
from alembic import op
from portalkit import tables

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stock",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("genre", sa.String(length=8), nullable=True),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column("changed_at", tables.UTCDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_stock_kind_name")),
    )
    op.create_table(
        "inclusions",
        sa.Column("article_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_inclusions_article_id_articles")),
        sa.PrimaryKeyConstraint("article_id", "name", name=op.f("pk_inclusions")),
    )
    op.create_index("ix_inclusions_name", "inclusions", ["name", "article_id"])


def downgrade() -> None:
    op.drop_table("inclusions")
    op.drop_table("stock")
