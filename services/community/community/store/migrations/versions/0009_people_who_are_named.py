"""People have a name after an @, and posts keep whom they name."""

import sqlalchemy as sa
from alembic import op

from portalkit import tables

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

THERE = sa.text("accepted_author_id IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("handle", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("joined_at", tables.UTCDateTime(), nullable=True))
    op.create_index("ix_people_handle", "people", ["handle"], unique=True)
    for posts in ("topics", "replies"):
        with op.batch_alter_table(posts, schema=None) as batch_op:
            batch_op.add_column(sa.Column("mentions", sa.String(length=400), nullable=False, server_default=""))
    op.create_index("ix_replies_author", "replies", ["author_id", "written_at"])
    op.create_index(
        "ix_topics_accepted_author_id",
        "topics",
        ["accepted_author_id", "last_activity_at", "id"],
        sqlite_where=THERE,
        postgresql_where=THERE,
    )


def downgrade() -> None:
    op.drop_index("ix_topics_accepted_author_id", "topics")
    op.drop_index("ix_replies_author", "replies")
    for posts in ("replies", "topics"):
        with op.batch_alter_table(posts, schema=None) as batch_op:
            batch_op.drop_column("mentions")
    op.drop_index("ix_people_handle", "people")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("joined_at")
        batch_op.drop_column("handle")
