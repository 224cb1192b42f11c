"""What people saved."""

import sqlalchemy as sa
from alembic import op
from portalkit import tables

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bookmarks",
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("thing_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("saved_at", tables.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "thing_id", name=op.f("pk_bookmarks")),
    )
    op.create_index("ix_bookmarks_newest", "bookmarks", ["person_id", "saved_at", "thing_id"])


def downgrade() -> None:
    op.drop_table("bookmarks")
