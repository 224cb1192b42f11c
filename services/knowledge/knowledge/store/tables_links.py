"""The tables of what articles link to, and of what was found there; `tables` has all of them."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from knowledge.store.tables_files import metadata
from portalkit.tables import UTCDateTime

broken_links = Table(  # within the portal, of articles that are out
    "broken_links",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("address", String(500), primary_key=True),
    Column("fault", String(10), nullable=False),  # gone | narrower | no-place
    Column("found_at", UTCDateTime, nullable=False),
)

link_rounds = Table(  # how far the check of all links has come
    "link_rounds",
    metadata,
    Column("id", String(10), primary_key=True),
    Column("last_id", String(36), nullable=False),
)

outside_links = Table(  # to other sites, each address once
    "outside_links",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("address", String(500), nullable=False, unique=True),
    Column("host", String(255), nullable=False),
    Column("next_at", UTCDateTime, nullable=False),
    Column("asked_at", UTCDateTime),
    Column("outcome", String(12)),
    Column("status", Integer),
    Column("strikes", Integer, nullable=False),
    Column("moved_to", String(500)),
    Column("etag", String(200)),
    Column("modified", String(100)),
)
Index("ix_outside_links_next_at", outside_links.c.next_at)

outside_places = Table(  # which articles link where, and when who looks after them was told that it is broken
    "outside_places",
    metadata,
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("link_id", ForeignKey("outside_links.id"), primary_key=True),
    Column("told_at", UTCDateTime),
)
Index("ix_outside_places_link_id", outside_places.c.link_id)

outside_hosts = Table(  # when a host may be asked next
    "outside_hosts",
    metadata,
    Column("host", String(255), primary_key=True),
    Column("next_at", UTCDateTime, nullable=False),
)
