"""What people asked for of theirs, and who has left."""

import sqlalchemy as sa
from alembic import op

from portalkit.tables import UTCDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exported",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_exported"),
    )
    op.create_index("ix_exported_person", "exported", ["person"])
    op.create_index("ix_exported_made_at", "exported", ["made_at"])
    op.create_table(
        "erased",
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("erasure_id", sa.String(36), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("outcomes", sa.JSON(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("person", name="pk_erased"),
    )
    op.create_index("ix_erased_answered_at", "erased", ["answered_at"])
    op.create_table(
        "claims",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("person", sa.String(36), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("receipt_hash", sa.String(64), nullable=True),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_claims"),
        sa.UniqueConstraint("receipt_hash", name="uq_claims_receipt_hash"),
    )
    waits = sa.text("state = 'waiting'")
    op.create_index("ix_claims_person_id", "claims", ["person", "id"])
    op.create_index("ix_claims_waiting", "claims", ["id"], sqlite_where=waits, postgresql_where=waits)
    op.create_table(
        "claim_answers",
        sa.Column("claim_id", sa.String(36), nullable=False),
        sa.Column("service", sa.String(20), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name="fk_claim_answers_claim_id_claims"),
        sa.PrimaryKeyConstraint("claim_id", "service", name="pk_claim_answers"),
    )


def downgrade() -> None:
    op.drop_table("claim_answers")
    op.drop_table("claims")
    op.drop_table("erased")
    op.drop_table("exported")
