"""What the people are due whom articles credit."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "credits",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("helpful", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["articles.id"], name=op.f("fk_credits_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credits")),
    )


def downgrade() -> None:
    op.drop_table("credits")
