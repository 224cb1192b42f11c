"""What stands first in the lists of categories."""

import sqlalchemy as sa
from alembic import op
from portalkit import tables

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

ENDS = sa.text("until IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "pins",
        sa.Column("article_id", sa.String(length=36), nullable=False),
        sa.Column("category_id", sa.String(length=36), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("until", tables.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_pins_article_id_articles")),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name=op.f("fk_pins_category_id_categories")),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_pins")),
    )
    op.create_index("ix_pins_category_id", "pins", ["category_id", "place"])
    op.create_index("ix_pins_until", "pins", ["until"], sqlite_where=ENDS, postgresql_where=ENDS)


def downgrade() -> None:
    op.drop_table("pins")
