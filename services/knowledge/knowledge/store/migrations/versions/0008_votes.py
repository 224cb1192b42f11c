"""Whether articles help, and why not."""

import sqlalchemy as sa
from alembic import op
from portalkit import tables

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("articles", sa.Column("helpful", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("articles", sa.Column("unhelpful", sa.Integer(), nullable=False, server_default="0"))
    op.create_table(
        "votes",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("article_id", sa.String(length=36), nullable=False),
        sa.Column("voter", sa.String(length=70), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=True),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("of_version", sa.Integer(), nullable=False),
        sa.Column("voted_at", tables.UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_votes_article_id")),
        sa.PrimaryKeyConstraint("article_id", "voter", name=op.f("pk_votes")),
    )
    op.create_index(op.f("ix_votes_voter"), "votes", ["voter"])
    op.create_index(op.f("ix_votes_voted_at"), "votes", ["voted_at"])
    op.create_index("ix_notices_of_article", "notices", ["article_id", "act", "given_at"])


def downgrade() -> None:
    op.drop_index("ix_notices_of_article", "notices")
    op.drop_table("votes")
    with op.batch_alter_table("articles", schema=None) as batch_op:
        batch_op.drop_column("unhelpful")
        batch_op.drop_column("helpful")
