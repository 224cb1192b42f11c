"""The newest articles of a product."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    published = sa.text("state = 'published'")
    op.create_index(
        "ix_articles_product",
        "articles",
        ["product", "published_at", "id"],
        sqlite_where=published,
        postgresql_where=published,
    )


def downgrade() -> None:
    op.drop_index("ix_articles_product", "articles")
