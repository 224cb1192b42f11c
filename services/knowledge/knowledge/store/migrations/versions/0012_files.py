"""Files of articles, their versions, and the text in them by page."""

import sqlalchemy as sa
from alembic import op
from portalkit import tables

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

WAITS = sa.text("text_state = 'waiting'")
REMOVED = sa.text("removed_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("articles", sa.Column("files", sa.JSON(), nullable=True))
    op.create_table(
        "files",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("article_id", sa.String(length=36), nullable=False),
        sa.Column("current_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_at", tables.UTCDateTime(), nullable=False),
        sa.Column("removed_at", tables.UTCDateTime(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_files_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
    )
    op.create_index(op.f("ix_files_article_id"), "files", ["article_id"], unique=False)
    where = {"sqlite_where": REMOVED, "postgresql_where": REMOVED}
    op.create_index("ix_files_removed_at", "files", ["removed_at"], unique=False, **where)
    op.create_table(
        "file_versions",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("file_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("author_id", sa.String(length=64), nullable=False),
        sa.Column("saved_at", tables.UTCDateTime(), nullable=False),
        sa.Column("text_state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("taken_until", tables.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_file_versions_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_versions")),
        sa.UniqueConstraint("file_id", "number", name=op.f("uq_file_versions_file_id_number")),
        sa.UniqueConstraint("key", name=op.f("uq_file_versions_key")),
    )
    where = {"sqlite_where": WAITS, "postgresql_where": WAITS}
    op.create_index("ix_file_versions_saved_at", "file_versions", ["saved_at"], unique=False, **where)
    op.create_table(
        "file_pages",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("file_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_file_pages_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_pages")),
        sa.UniqueConstraint("file_id", "number", name=op.f("uq_file_pages_file_id_number")),
    )


def downgrade() -> None:
    op.drop_table("file_pages")
    op.drop_table("file_versions")
    op.drop_table("files")
    with op.batch_alter_table("articles", schema=None) as batch_op:
        batch_op.drop_column("files")
