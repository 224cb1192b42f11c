"""What people are due for articles that grew out of what they wrote."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "credits",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("helpful", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credits")),
    )
    op.create_table(
        "credited",
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("article_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("person", "article_id", name=op.f("pk_credited")),
    )
    op.create_index("ix_credited_article_id", "credited", ["article_id"])


def downgrade() -> None:
    op.drop_table("credited")
    op.drop_table("credits")
