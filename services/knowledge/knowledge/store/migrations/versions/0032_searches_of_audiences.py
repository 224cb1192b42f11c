"""What was searched, for some audiences."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audience_searches",
        sa.Column("audience_id", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("query", sa.String(length=120), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("empty", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("audience_id", "day", "query", name=op.f("pk_audience_searches")),
    )
    op.create_index(op.f("ix_audience_searches_day"), "audience_searches", ["day"])


def downgrade() -> None:
    op.drop_table("audience_searches")
