"""Topics are of a kind and can be pinned; people vote for what helped them."""

import portalkit.tables as tables
import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.add_column(sa.Column("kind", sa.String(length=12), nullable=False, server_default="question"))
        batch_op.add_column(sa.Column("pinned", sa.Boolean(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("votes", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("replies", schema=None) as batch_op:
        batch_op.add_column(sa.Column("votes", sa.Integer(), nullable=False, server_default="0"))
    latest = ["last_activity_at", "id"]
    op.create_index("ix_topics_kind", "topics", ["shown", "kind", *latest, "category_id", "audience_key"])
    where = {"sqlite_where": sa.text("pinned = 1"), "postgresql_where": sa.text("pinned")}
    op.create_index("ix_topics_pinned", "topics", latest, **where)
    op.drop_index("ix_topics_latest", "topics")
    op.create_index("ix_topics_latest", "topics", ["shown", *latest, "category_id", "audience_key", "pinned"])
    op.create_table(
        "votes",
        sa.Column("thing_id", sa.String(length=36), nullable=False),
        sa.Column("person", sa.String(length=36), nullable=False),
        sa.Column("voted_at", tables.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("thing_id", "person", name=op.f("pk_votes")),
    )


def downgrade() -> None:
    op.drop_table("votes")
    op.drop_index("ix_topics_latest", "topics")
    op.create_index(
        "ix_topics_latest", "topics", ["shown", "last_activity_at", "id", "category_id", "audience_key"]
    )
    op.drop_index("ix_topics_pinned", "topics")
    op.drop_index("ix_topics_kind", "topics")
    with op.batch_alter_table("replies", schema=None) as batch_op:
        batch_op.drop_column("votes")
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.drop_column("votes")
        batch_op.drop_column("pinned")
        batch_op.drop_column("kind")
