"""Why comments are hidden, what their writers say to that, and who may judge it."""

import sqlalchemy as sa
from alembic import op

from portalkit.tables import UTCDateTime

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

WAITING = sa.text("appealed_at IS NOT NULL AND outcome IS NULL")
# What is hidden already can be appealed against as well. Each has one decision, so that takes the comment's id.
HIDDEN = "state = 'hidden' AND hidden_by IS NOT NULL AND hidden_reason IS NOT NULL"
WHEN = "SELECT MAX(h.at) FROM comment_history h WHERE h.comment_id = comments.id AND h.act = 'hidden'"
DECIDE = f"""
INSERT INTO decisions (id, version, comment_id, author_id, made_by, reason, made_at, outcome_reason)
SELECT id, 1, id, author_id, hidden_by, hidden_reason, COALESCE(({WHEN}), written_at), '' FROM comments WHERE {HIDDEN}
"""


def upgrade() -> None:
    op.add_column("people", sa.Column("moderates", sa.Boolean(), nullable=True))
    op.add_column("people", sa.Column("audiences", sa.JSON(), nullable=True))
    op.add_column("comments", sa.Column("decision_id", sa.String(36), nullable=True))
    op.add_column("notices", sa.Column("decision_id", sa.String(36), nullable=True))
    op.create_table(
        "decisions",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.String(36), nullable=False),
        sa.Column("author_id", sa.String(64), nullable=False),
        sa.Column("made_by", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(300), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("appeal", sa.Text(), nullable=True),
        sa.Column("appealed_at", UTCDateTime(), nullable=True),
        sa.Column("outcome", sa.String(8), nullable=True),
        sa.Column("outcome_reason", sa.String(300), nullable=False),
        sa.Column("ended_by", sa.String(64), nullable=True),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comments.id"], name="fk_decisions_comment_id"),
        sa.PrimaryKeyConstraint("id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_comment_id", "decisions", ["comment_id"])
    op.create_index(
        "ix_decisions_waiting",
        "decisions",
        ["appealed_at", "id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.execute(DECIDE)
    op.execute(f"UPDATE comments SET decision_id = id WHERE {HIDDEN}")


def downgrade() -> None:
    op.drop_table("decisions")
    for name in ("notices", "comments"):
        with op.batch_alter_table(name) as table:
            table.drop_column("decision_id")
    with op.batch_alter_table("people") as table:
        table.drop_column("audiences")
        table.drop_column("moderates")
