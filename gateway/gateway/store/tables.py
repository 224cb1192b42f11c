"""The gateway's tables."""

from sqlalchemy import Column, LargeBinary, MetaData, Table

from portalkit import tables as mechanisms
from portalkit.tables import CONVENTION, UTCDateTime

metadata = MetaData(naming_convention=CONVENTION)

limits = mechanisms.limits.to_metadata(metadata)

last_words = Table(  # of accounts about sessions, each sealed with the session itself
    "last_words",
    metadata,
    Column("place", LargeBinary(32), primary_key=True),
    Column("at", UTCDateTime, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
)
