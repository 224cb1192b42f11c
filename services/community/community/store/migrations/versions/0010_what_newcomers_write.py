"""What people write who are new here may wait for a moderator."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

POSTS = {"topics": "asked_at", "replies": "written_at"}


def upgrade() -> None:
    for posts, at in POSTS.items():
        with op.batch_alter_table(posts, schema=None) as batch_op:
            batch_op.add_column(sa.Column("held", sa.Boolean(), nullable=False, server_default="0"))
        held = {"sqlite_where": sa.text("held = 1"), "postgresql_where": sa.text("held")}
        op.create_index(f"ix_{posts}_held", posts, [at, "id"], **held)


def downgrade() -> None:
    for posts in POSTS:
        op.drop_index(f"ix_{posts}_held", posts)
        with op.batch_alter_table(posts, schema=None) as batch_op:
            batch_op.drop_column("held")
