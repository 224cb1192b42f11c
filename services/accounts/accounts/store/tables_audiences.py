"""The tables that go with audiences; `tables` has all."""

from sqlalchemy import JSON, Column, Integer, String, Table

from accounts.store.tables_people import metadata
from portalkit.tables import UTCDateTime

personas = Table(  # whom the portal is for: descriptions, each bound to an audience
    "personas",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("name", String(100), nullable=False),
    Column("description", String(300), nullable=False),
    Column("audience_id", String(16), nullable=False, index=True),  # no foreign key: it may be a built-in one
    Column("needs", JSON, nullable=False),
    Column("tasks", JSON, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("owner_id", String(64)),
    Column("version", Integer, nullable=False),
)
