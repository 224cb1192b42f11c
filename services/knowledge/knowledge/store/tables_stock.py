"""The tables of what the house keeps to write with; `tables` has all of them."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from knowledge.store.tables_files import metadata
from portalkit.tables import UTCDateTime

stock = Table(
    "stock",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("kind", String(10), nullable=False),  # snippet | template
    Column("name", String(100), nullable=False),
    Column("genre", String(8)),  # what a template is for
    Column("changed_by", String(64), nullable=False),
    Column("changed_at", UTCDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("kind", "name"),
)

inclusions = Table(  # which articles include which snippets, by name
    "inclusions",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("name", String(100), primary_key=True),
)
Index("ix_inclusions_name", inclusions.c.name, inclusions.c.article_id)

stock_revisions = Table(  # what one said; those of one that was deleted go with it, unless an older release deleted it
    "stock_revisions",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("stock_id", String(36), nullable=False),
    Column("number", Integer, nullable=False),
    Column("author_id", String(64), nullable=False),
    Column("saved_at", UTCDateTime, nullable=False),
    Column("note", String(200), nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("stock_id", "number"),
)
