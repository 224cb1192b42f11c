"""The tables of what people are told by itself, and of what staff notes for itself; `tables` has all."""

from sqlalchemy import Column, Integer, String, Table, Text

from community.store.tables_recognition import metadata
from portalkit.tables import UTCDateTime

notes = Table(
    "notes",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("act", String(20), nullable=False),
    Column("person_id", String(64), index=True),  # none: for all who follow the topic
    Column("topic_id", String(36)),
    Column("actor_id", String(64), nullable=False),  # empty: who did it is not said
    Column("title", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Column("given_at", UTCDateTime, nullable=False),
)

internal_notes = Table(  # beside topics; nothing of it leaves this service but to staff who may read the topic
    "internal_notes",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("topic_id", String(36), nullable=False, index=True),
    Column("author_id", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("written_at", UTCDateTime, nullable=False),
)
