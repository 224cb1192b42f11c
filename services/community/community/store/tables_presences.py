"""The tables of who reads what just now, and of how asking goes; `tables` has all."""

from sqlalchemy import Column, Date, Index, Integer, String, Table

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

asking = Table(  # steps of asking, of what began on a day: nothing here leads to a person or a word
    "asking",
    metadata,
    Column("day", Date, primary_key=True),
    Column("shown", Integer, nullable=False),
    Column("opened", Integer, nullable=False),
    Column("asked", Integer, nullable=False),
)
