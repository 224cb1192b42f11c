"""The tables of what people write to each other; `tables` has all."""

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text, UniqueConstraint

from community.store.tables_recognition import metadata
from portalkit.tables import UTCDateTime

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("pair", String(130), unique=True),  # the ids of the two, sorted, so that they have one; more would have none
    Column("begun_at", UTCDateTime, nullable=False),
    Column("last_at", UTCDateTime, nullable=False),
    Column("last_id", String(36), nullable=False),  # the latest message
)

talkers = Table(  # who takes part
    "talkers",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("conversation_id", String(36), ForeignKey("conversations.id"), primary_key=True),
    Column("read_id", String(36), nullable=False),  # the latest message that they have read; empty: none
)
Index("ix_talkers_conversation_id", talkers.c.conversation_id)

messages = Table(
    "messages",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("conversation_id", String(36), ForeignKey("conversations.id"), nullable=False),
    Column("author_id", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("excerpt", String(240), nullable=False),
    Column("written_at", UTCDateTime, nullable=False),
    Column("removed_at", UTCDateTime),  # by a moderator, with its words
    Column("removed_by", String(64)),
)
Index("ix_messages_conversation_id", messages.c.conversation_id, messages.c.id)
Index(
    "ix_messages_removed",
    messages.c.author_id,
    messages.c.removed_at,
    sqlite_where=messages.c.removed_at.is_not(None),
    postgresql_where=messages.c.removed_at.is_not(None),
)

blocks = Table(  # who does not want to hear of whom
    "blocks",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("blocked_id", String(64), primary_key=True),
    Column("blocked_at", UTCDateTime, nullable=False),
)

reports = Table(  # messages that moderators were told of
    "reports",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("message_id", String(36), ForeignKey("messages.id"), nullable=False),
    Column("conversation_id", String(36), nullable=False),
    Column("person", String(64), nullable=False),
    Column("reason", String(12), nullable=False),
    Column("note", String(500), nullable=False),
    Column("reported_at", UTCDateTime, nullable=False),
    Column("outcome", String(12)),  # none while it is open
    Column("settled_by", String(64)),
    Column("settled_at", UTCDateTime),
    UniqueConstraint("message_id", "person"),
)
Index("ix_reports_outcome", reports.c.outcome, reports.c.reported_at)
