"""Links in articles that lead nowhere, or not for all of their readers."""

import sqlalchemy as sa
from alembic import op
from portalkit import tables

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "broken_links",
        sa.Column("article_id", sa.String(length=36), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("fault", sa.String(length=10), nullable=False),
        sa.Column("found_at", tables.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_broken_links_article_id_articles")),
        sa.PrimaryKeyConstraint("article_id", "address", name=op.f("pk_broken_links")),
    )
    op.create_table(
        "link_rounds",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("last_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_rounds")),
    )


def downgrade() -> None:
    op.drop_table("link_rounds")
    op.drop_table("broken_links")
