"""Articles are translated."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # No foreign key: SQLite could add it only by writing every article anew.
    op.add_column("articles", sa.Column("translation_of", sa.String(length=36), nullable=True))
    where = {
        "sqlite_where": sa.text("translation_of IS NOT NULL"),
        "postgresql_where": sa.text("translation_of IS NOT NULL"),
    }
    op.create_index("uq_articles_translation_of", "articles", ["translation_of", "language"], unique=True, **where)


def downgrade() -> None:
    op.drop_index("uq_articles_translation_of", table_name="articles")
    with op.batch_alter_table("articles", schema=None) as batch_op:
        batch_op.drop_column("translation_of")
