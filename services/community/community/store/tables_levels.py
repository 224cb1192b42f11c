"""The tables of what staff choose: what levels ask for and open, and which leaderboards there are; `tables` has all."""

from sqlalchemy import JSON, Column, Integer, String, Table

from community.store.tables_recognition import metadata
from portalkit.tables import UTCDateTime

level_rules = (
    Table(  # what levels ask for and open, one row a version; before the first one there are those of the model
        "level_rules",
        metadata,
        Column("version", Integer, primary_key=True, autoincrement=False),
        Column("levels", JSON, nullable=False),  # one list a level, in the order of model.trust.Level
        Column("lost_days", Integer, nullable=False),
        Column("made_by", String(36), nullable=False),
        Column("made_at", UTCDateTime, nullable=False),
    )
)

boards = Table(  # audiences that have a leaderboard of their own
    "boards",
    metadata,
    Column("audience", String(16), primary_key=True),
    Column("name", String(200), nullable=False),  # as their people read it: that of the audience is for staff
    Column("made_by", String(36), nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
)
