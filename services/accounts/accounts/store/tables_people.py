"""The tables of what people say of themselves; `tables` has all."""

from sqlalchemy import JSON, Column, Date, ForeignKey, Index, Integer, MetaData, String, Table, UniqueConstraint, text

from portalkit.tables import CONVENTION, UTCDateTime

metadata = MetaData(naming_convention=CONVENTION)

profiles = Table(
    "profiles",
    metadata,
    Column("user_id", String(36), ForeignKey("users.id"), primary_key=True),
    Column("legal_name", String(200)),
    Column("phone", String(40)),
    Column("job_title", String(100)),
    Column("visible_to", JSON, nullable=False, server_default=text("'{}'")),  # by field, where not staff alone
    Column("version", Integer, nullable=False),
)

wishes = Table(  # changes of a profile that staff approves or refuses
    "wishes",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("user_id", String(36), ForeignKey("users.id"), nullable=False),
    Column("field", String(20), nullable=False),
    Column("value", String(200)),
    Column("asked_at", UTCDateTime, nullable=False),
    Column("state", String(10), nullable=False),  # waiting | approved | refused
    Column("reason", String(500)),
    Column("decided_at", UTCDateTime),
    Column("version", Integer, nullable=False),
    UniqueConstraint("user_id", "field"),
)
Index("ix_wishes_state", wishes.c.state, wishes.c.asked_at)

profile_policies = Table(  # one row, once staff has said something else than what is usual
    "profile_policies",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("rules", JSON, nullable=False),
    Column("version", Integer, nullable=False),
)

tokens = Table(  # by which programs act for people
    "tokens",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("user_id", String(36), ForeignKey("users.id"), nullable=False, index=True),
    Column("name", String(100), nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False, index=True),
    Column("used_at", UTCDateTime),
    Column("secret_hash", String(64), nullable=False, unique=True),
)

addresses = Table(  # all that people have or had, the main one included, which `users` has as well
    "addresses",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("user_id", String(36), ForeignKey("users.id"), nullable=False, index=True),
    Column("email", String(254), nullable=False),
    Column("email_key", String(254), nullable=False, index=True),
    Column("source", String(10), nullable=False),
    Column("since", UTCDateTime, nullable=False),
    Column("verified_at", UTCDateTime),
    Column("ended_at", UTCDateTime),
)
_held = text("ended_at IS NULL")  # nobody has an address that is somebody's
Index("uq_addresses_held", addresses.c.email_key, unique=True, sqlite_where=_held, postgresql_where=_held)

holds = Table(  # grounds to keep what is held of people: erasures wait for them
    "holds",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("person", String(36), ForeignKey("users.id"), nullable=False, index=True),
    Column("ground", String(20), nullable=False),
    Column("note", String(500)),
    Column("until", Date),  # the last day; unset: until it is lifted
    Column("set_by", String(64), nullable=False),
    Column("set_at", UTCDateTime, nullable=False),
    Column("lifted_by", String(64)),
    Column("lifted_at", UTCDateTime),
    Column("version", Integer, nullable=False),
)
