"""Who looks after an article, and when."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("active", sa.Boolean(), nullable=True))
    op.create_table(
        "upkeep",
        sa.Column("article_id", sa.String(length=36), nullable=False),
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column("deputy_id", sa.String(length=64), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_upkeep_article_id")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_upkeep")),
    )
    where = {"sqlite_where": sa.text("due_on IS NOT NULL"), "postgresql_where": sa.text("due_on IS NOT NULL")}
    op.create_index("ix_upkeep_due_on", "upkeep", ["due_on"], unique=False, **where)


def downgrade() -> None:
    op.drop_table("upkeep")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("active")
