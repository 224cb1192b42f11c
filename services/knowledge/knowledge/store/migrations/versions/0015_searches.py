"""What was searched, and the rules that staff gives the search."""

import sqlalchemy as sa
from alembic import op
from portalkit import tables

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "searches",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("query", sa.String(length=120), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("empty", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "query", name=op.f("pk_searches")),
    )
    op.create_table(
        "search_opens",
        sa.Column("query", sa.String(length=120), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("thing_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("query", "day", "kind", "thing_id", "position", name=op.f("pk_search_opens")),
    )
    op.create_index(op.f("ix_search_opens_day"), "search_opens", ["day"])
    op.create_table(
        "rule_sets",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("published_by", sa.String(length=64), nullable=False),
        sa.Column("published_at", tables.UTCDateTime(), nullable=False),
        sa.Column("again", sa.Integer(), nullable=True),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_sets")),
        sa.UniqueConstraint("number", name=op.f("uq_rule_sets_number")),
    )
    op.create_table(
        "live_rules",
        sa.Column("id", sa.String(length=4), nullable=False),
        sa.Column("set_id", sa.String(length=36), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_live_rules")),
    )
    op.create_table(
        "rule_drafts",
        sa.Column("id", sa.String(length=5), nullable=False),
        sa.Column("changed_by", sa.String(length=64), nullable=False),
        sa.Column("changed_at", tables.UTCDateTime(), nullable=False),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_drafts")),
    )


def downgrade() -> None:
    for name in ("rule_drafts", "live_rules", "rule_sets", "search_opens", "searches"):
        op.drop_table(name)
