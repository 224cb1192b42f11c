"""What becomes of ideas, and why."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None
VOTES = ["kind", "shown", "votes", "id", "category_id", "audience_key"]


def upgrade() -> None:
    op.add_column("topics", sa.Column("idea_state", sa.String(length=12), server_default="new", nullable=False))
    op.add_column("topics", sa.Column("idea_reason", sa.String(length=300), server_default="", nullable=False))
    op.create_index("ix_topics_votes", "topics", VOTES)


def downgrade() -> None:
    op.drop_index("ix_topics_votes", "topics")
    op.drop_column("topics", "idea_reason")
    op.drop_column("topics", "idea_state")
