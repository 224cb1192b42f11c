"""What is to be published is looked at first."""

import sqlalchemy as sa
from alembic import op
from portalkit import tables

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

IS_WAITING = sa.text("state = 'waiting'")


def upgrade() -> None:
    op.add_column(
        "categories", sa.Column("needs_review", sa.Boolean(), nullable=False, server_default=sa.text("false"))
    )
    op.add_column("revisions", sa.Column("proposed", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    op.create_table(
        "reviews",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("article_id", sa.String(length=36), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("asked_at", tables.UTCDateTime(), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("decided_at", tables.UTCDateTime(), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_reviews_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
    )
    where = {"sqlite_where": IS_WAITING, "postgresql_where": IS_WAITING}
    op.create_index("uq_reviews_waiting", "reviews", ["article_id"], unique=True, **where)
    op.create_index("ix_reviews_queue", "reviews", ["asked_at", "id"], unique=False, **where)
    op.create_index("ix_reviews_article_id_asked_at", "reviews", ["article_id", "asked_at"], unique=False)
    op.create_table(
        "remarks",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("review_id", sa.String(length=36), nullable=False),
        sa.Column("author_id", sa.String(length=64), nullable=False),
        sa.Column("said_at", tables.UTCDateTime(), nullable=False),
        sa.Column("body", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_remarks_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
    )
    op.create_index(op.f("ix_remarks_review_id"), "remarks", ["review_id"], unique=False)


def downgrade() -> None:
    op.drop_table("remarks")
    op.drop_table("reviews")
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.drop_column("proposed")
    with op.batch_alter_table("categories", schema=None) as batch_op:
        batch_op.drop_column("needs_review")
