"""An article is an article, FAQ, news or blog."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

IS_PUBLISHED = sa.text("state = 'published'")


def upgrade() -> None:
    column = sa.Column("genre", sa.String(length=8), nullable=False, server_default="article")
    if op.get_bind().dialect.name == "sqlite":  # before the long texts: at their end each list would read past them
        with op.batch_alter_table("articles", recreate="always") as batch_op:
            batch_op.add_column(column, insert_after="language")
    else:
        op.add_column("articles", column)
    where = {"sqlite_where": IS_PUBLISHED, "postgresql_where": IS_PUBLISHED}
    op.create_index("ix_articles_genre", "articles", ["genre", "published_at", "id"], unique=False, **where)


def downgrade() -> None:
    op.drop_index("ix_articles_genre", "articles", sqlite_where=IS_PUBLISHED, postgresql_where=IS_PUBLISHED)
    with op.batch_alter_table("articles", schema=None) as batch_op:
        batch_op.drop_column("genre")
