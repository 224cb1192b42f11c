"""Where an article went that was merged into another."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("articles", sa.Column("merged_into", sa.String(length=36), nullable=True))
    merged = sa.text("merged_into IS NOT NULL")
    op.create_index(
        "ix_articles_merged_into", "articles", ["merged_into"], sqlite_where=merged, postgresql_where=merged
    )


def downgrade() -> None:
    op.drop_index("ix_articles_merged_into", "articles")
    with op.batch_alter_table("articles", schema=None) as batch_op:
        batch_op.drop_column("merged_into")
