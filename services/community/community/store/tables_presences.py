"""The table of who reads what just now; `tables` has all."""

from sqlalchemy import Column, Index, String, Table

from community.store.tables_recognition import metadata
from portalkit.tables import UTCDateTime

presences = Table(  # kept for minutes: what somebody read is nobody's to know later
    "presences",
    metadata,
    Column("topic_id", String(36), primary_key=True),
    Column("person", String(64), primary_key=True),
    Column("seen_at", UTCDateTime, nullable=False),
    Column("writing_at", UTCDateTime),  # when they last wrote at a reply
)
Index("ix_presences_seen_at", presences.c.seen_at)
Index("ix_presences_person", presences.c.person)
