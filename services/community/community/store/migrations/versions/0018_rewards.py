"""Rewards, and who redeemed them."""

import sqlalchemy as sa
from alembic import op

from portalkit.tables import UTCDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

PERSON = sa.String(length=64)
THING = sa.String(length=36)


def upgrade() -> None:
    op.create_table(
        "rewards",
        sa.Column("id", THING, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=False),
        sa.Column("stock", sa.Integer()),
        sa.Column("per_person", sa.Integer()),
        sa.Column("starts_at", UTCDateTime(), nullable=False),
        sa.Column("ends_at", UTCDateTime()),
        sa.Column("audience_key", sa.String(length=400), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.Column("made_by", PERSON, nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rewards")),
    )
    op.create_table(
        "redemptions",
        sa.Column("id", THING, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reward_id", THING, nullable=False),
        sa.Column("person", PERSON, nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("cost", sa.Integer(), nullable=False),
        sa.Column("redeemed_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("settled_by", PERSON),
        sa.Column("settled_at", UTCDateTime()),
        sa.ForeignKeyConstraint(["reward_id"], ["rewards.id"], name=op.f("fk_redemptions_reward_id_rewards")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redemptions")),
        sa.UniqueConstraint("reward_id", "person", "nth", name=op.f("uq_redemptions_reward_id_person_nth")),
    )
    op.create_index("ix_redemptions_person", "redemptions", ["person", "redeemed_at"])
    op.create_index("ix_redemptions_state", "redemptions", ["state", "redeemed_at"])


def downgrade() -> None:
    op.drop_table("redemptions")
    op.drop_table("rewards")
