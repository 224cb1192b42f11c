"""What the service keeps."""

from sqlalchemy import Column, Integer, MetaData, String, Table

metadata = MetaData()

things = Table(  # the copy of things, by version
    "things",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("text", String(80)),  # none: it is deleted
)

effects = Table(  # one row for each time that something was done; nothing keeps a second one away
    "effects",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("event", String(64), nullable=False),
    Column("thing", String(40), nullable=False),
)
