"""When topics were asked and replies written: what somebody would be told of a thing is counted by that."""

import sqlalchemy as sa
from alembic import op

from portalkit.tables import UTCDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("topics", sa.Column("asked_at", UTCDateTime()))
    op.add_column("replies", sa.Column("written_at", UTCDateTime()))
    op.create_index("ix_topics_asked_at", "topics", ["asked_at", "category_id"])
    op.create_index("ix_replies_topic_id", "replies", ["topic_id", "written_at"])


def downgrade() -> None:
    op.drop_index("ix_replies_topic_id", "replies")
    op.drop_index("ix_topics_asked_at", "topics")
    op.drop_column("replies", "written_at")
    op.drop_column("topics", "asked_at")
