"""What people write to each other, whom they block, and what they report of it; whom somebody may be met by."""

import sqlalchemy as sa
from alembic import op

from portalkit.tables import UTCDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

PERSON = sa.String(length=64)
THING = sa.String(length=36)


def upgrade() -> None:
    op.add_column("people", sa.Column("inside", sa.JSON()))
    op.create_table(
        "conversations",
        sa.Column("id", THING, nullable=False),
        sa.Column("pair", sa.String(length=130)),
        sa.Column("begun_at", UTCDateTime(), nullable=False),
        sa.Column("last_at", UTCDateTime(), nullable=False),
        sa.Column("last_id", THING, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
        sa.UniqueConstraint("pair", name=op.f("uq_conversations_pair")),
    )
    op.create_table(
        "talkers",
        sa.Column("person", PERSON, nullable=False),
        sa.Column("conversation_id", THING, nullable=False),
        sa.Column("read_id", THING, nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_talkers_conversation_id_conversations")
        ),
        sa.PrimaryKeyConstraint("person", "conversation_id", name=op.f("pk_talkers")),
    )
    op.create_index("ix_talkers_conversation_id", "talkers", ["conversation_id"])
    _what_is_written()


def _what_is_written() -> None:
    op.create_table(
        "messages",
        sa.Column("id", THING, nullable=False),
        sa.Column("conversation_id", THING, nullable=False),
        sa.Column("author_id", PERSON, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("excerpt", sa.String(length=240), nullable=False),
        sa.Column("written_at", UTCDateTime(), nullable=False),
        sa.Column("removed_at", UTCDateTime()),
        sa.Column("removed_by", PERSON),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name=op.f("fk_messages_conversation_id_conversations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    op.create_index("ix_messages_conversation_id", "messages", ["conversation_id", "id"])
    op.create_table(
        "blocks",
        sa.Column("person", PERSON, nullable=False),
        sa.Column("blocked_id", PERSON, nullable=False),
        sa.Column("blocked_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("person", "blocked_id", name=op.f("pk_blocks")),
    )
    op.create_table(
        "reports",
        sa.Column("id", THING, nullable=False),
        sa.Column("message_id", THING, nullable=False),
        sa.Column("conversation_id", THING, nullable=False),
        sa.Column("person", PERSON, nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("reported_at", UTCDateTime(), nullable=False),
        sa.Column("outcome", sa.String(length=12)),
        sa.Column("settled_by", PERSON),
        sa.Column("settled_at", UTCDateTime()),
        sa.ForeignKeyConstraint(["message_id"], ["messages.id"], name=op.f("fk_reports_message_id_messages")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("message_id", "person", name=op.f("uq_reports_message_id_person")),
    )
    op.create_index("ix_reports_outcome", "reports", ["outcome", "reported_at"])


def downgrade() -> None:
    for name in ("reports", "blocks", "messages", "talkers", "conversations"):
        op.drop_table(name)
    op.drop_column("people", "inside")
