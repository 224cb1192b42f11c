"""Who edits in which categories."""

import sqlalchemy as sa
from alembic import op
from portalkit import tables

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "remits",
        sa.Column("person_id", sa.String(length=64), nullable=False),
        sa.Column("category_id", sa.String(length=36), nullable=False),
        sa.Column("given_by", sa.String(length=64), nullable=False),
        sa.Column("given_at", tables.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["category_id"], ["categories.id"], name=op.f("fk_remits_category_id_categories")),
        sa.PrimaryKeyConstraint("person_id", "category_id", name=op.f("pk_remits")),
    )


def downgrade() -> None:
    op.drop_table("remits")
