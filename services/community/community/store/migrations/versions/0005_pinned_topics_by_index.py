"""What is pinned is found in an index of its own, without looking at any other topic."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LATEST = ["last_activity_at", "id"]
WHERE = {"sqlite_where": sa.text("pinned = 1"), "postgresql_where": sa.text("pinned")}


def upgrade() -> None:
    op.drop_index("ix_topics_pinned", "topics")
    columns = ["pinned", "shown", *LATEST, "category_id", "audience_key"]
    op.create_index("ix_topics_pinned", "topics", columns, **WHERE)


def downgrade() -> None:
    op.drop_index("ix_topics_pinned", "topics")
    op.create_index("ix_topics_pinned", "topics", LATEST, **WHERE)
