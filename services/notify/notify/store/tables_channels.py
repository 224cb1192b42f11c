"""The tables of ways out: where people are reached besides mail, what goes there, and mails that came back."""

from sqlalchemy import JSON, Boolean, Column, Index, MetaData, String, Table

from portalkit.tables import CONVENTION, UTCDateTime

metadata = MetaData(naming_convention=CONVENTION)

places = Table(  # where a person is reached by a channel: a browser, say
    "places",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("person", String(64), nullable=False),
    Column("channel", String(8), nullable=False),
    Column("name", String(80), nullable=False),
    Column("address_hash", String(64), nullable=False),  # whoever registers the same address takes it over
    Column("data", JSON, nullable=False),  # what its channel needs to send there
    Column("session_id", String(64)),  # it goes when that ends
    Column("created_at", UTCDateTime, nullable=False),
    Column("last_at", UTCDateTime),  # when something last arrived there
)
Index("ix_places_person", places.c.person)
Index("ix_places_session_id", places.c.session_id)
Index("ix_places_address_hash", places.c.address_hash, unique=True)

refusals = Table(  # a row where somebody does not want a kind by a channel; without one, it is wanted
    "refusals",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("channel", String(8), primary_key=True),
    Column("changed_at", UTCDateTime, nullable=False),
)

notes = Table(  # a message on its way to a place; what became of it says the delivery of the same id
    "notes",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("message_id", String(36), nullable=False),
    Column("person", String(64), nullable=False),
    Column("place_id", String(36), nullable=False),
    Column("channel", String(8), nullable=False),
    Column("name", String(80), nullable=False),  # of the place, which may be gone since
    Column("created_at", UTCDateTime, nullable=False),
)
Index("ix_notes_message_id", notes.c.message_id)
Index("ix_notes_person", notes.c.person)
Index("ix_notes_created_at", notes.c.created_at)

bounces = Table(  # a mail that came back; a lasting one stops mails to that address while it is the person's
    "bounces",
    metadata,
    Column("delivery_id", String(36), primary_key=True),
    Column("person", String(64), nullable=False),
    Column("address", String(320), nullable=False),
    Column("status", String(12), nullable=False),  # as RFC 3463 counts, such as 5.1.1
    Column("lasting", Boolean, nullable=False),
    Column("at", UTCDateTime, nullable=False),
)
Index("ix_bounces_person", bounces.c.person)
