"""Links of articles to other sites, and what was heard of them."""

import sqlalchemy as sa
from alembic import op
from portalkit import tables

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "outside_links",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("address", sa.String(length=500), nullable=False),
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("next_at", tables.UTCDateTime(), nullable=False),
        sa.Column("asked_at", tables.UTCDateTime(), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("strikes", sa.Integer(), nullable=False),
        sa.Column("moved_to", sa.String(length=500), nullable=True),
        sa.Column("etag", sa.String(length=200), nullable=True),
        sa.Column("modified", sa.String(length=100), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_links")),
        sa.UniqueConstraint("address", name=op.f("uq_outside_links_address")),
    )
    op.create_index("ix_outside_links_next_at", "outside_links", ["next_at"])
    op.create_table(
        "outside_places",
        sa.Column("article_id", sa.String(length=36), nullable=False),
        sa.Column("link_id", sa.String(length=36), nullable=False),
        sa.Column("told_at", tables.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_outside_places_article_id_articles")),
        sa.ForeignKeyConstraint(["link_id"], ["outside_links.id"], name=op.f("fk_outside_places_link_id_outside_links")),
        sa.PrimaryKeyConstraint("article_id", "link_id", name=op.f("pk_outside_places")),
    )
    op.create_index("ix_outside_places_link_id", "outside_places", ["link_id"])
    op.create_table(
        "outside_hosts",
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("next_at", tables.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_outside_hosts")),
    )


def downgrade() -> None:
    op.drop_table("outside_hosts")
    op.drop_index("ix_outside_places_link_id", "outside_places")
    op.drop_table("outside_places")
    op.drop_index("ix_outside_links_next_at", "outside_links")
    op.drop_table("outside_links")
