"""Comments under articles, what was done to them, and what people tell moderators of."""

import sqlalchemy as sa
from alembic import op
from portalkit import tables

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

OPEN = sa.text("outcome IS NULL")


def upgrade() -> None:
    op.add_column("articles", sa.Column("commentable", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("articles", sa.Column("comments", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("articles", sa.Column("hidden_comments", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("notices", sa.Column("audience_key", sa.String(length=800), nullable=True))
    op.add_column("people", sa.Column("joined_at", tables.UTCDateTime(), nullable=True))
    op.create_table(
        "comments",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.String(length=36), nullable=False),
        sa.Column("author_id", sa.String(length=64), nullable=False),
        sa.Column("written_at", tables.UTCDateTime(), nullable=False),
        sa.Column("edited_at", tables.UTCDateTime(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False, server_default="shown"),
        sa.Column("held", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("hidden_by", sa.String(length=64), nullable=True),
        sa.Column("hidden_reason", sa.String(length=300), nullable=True),
        sa.Column("external_id", sa.String(length=100), nullable=True),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_comments_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
        sa.UniqueConstraint("external_id", name=op.f("uq_comments_external_id")),
    )
    op.create_index("ix_comments_article", "comments", ["article_id", "written_at", "id"])
    op.create_index("ix_comments_author", "comments", ["author_id", "written_at"])
    held = {"sqlite_where": sa.text("held = 1"), "postgresql_where": sa.text("held")}
    op.create_index("ix_comments_held", "comments", ["written_at", "id"], **held)
    op.create_table(
        "comment_history",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("comment_id", sa.String(length=36), nullable=False),
        sa.Column("at", tables.UTCDateTime(), nullable=False),
        sa.Column("by_id", sa.String(length=64), nullable=False),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_comment_history_comment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment_history")),
    )
    op.create_index("ix_comment_history_comment_id_id", "comment_history", ["comment_id", "id"])
    op.create_table(
        "flags",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("comment_id", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("flagged_at", tables.UTCDateTime(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("resolved_at", tables.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name=op.f("fk_flags_comment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flags")),
        sa.UniqueConstraint("comment_id", "person", name=op.f("uq_flags_comment_id_person")),
    )
    op.create_index(
        "ix_flags_open", "flags", ["comment_id", "flagged_at"], sqlite_where=OPEN, postgresql_where=OPEN
    )


def downgrade() -> None:
    op.drop_table("flags")
    op.drop_table("comment_history")
    op.drop_table("comments")
    with op.batch_alter_table("notices") as table:
        table.drop_column("audience_key")
    with op.batch_alter_table("people") as table:
        table.drop_column("joined_at")
    with op.batch_alter_table("articles") as table:
        table.drop_column("hidden_comments")
        table.drop_column("comments")
        table.drop_column("commentable")
