"""The tables of rewards; `tables` has all."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from community.store.tables_recognition import metadata
from portalkit.tables import UTCDateTime

rewards = Table(
    "rewards",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("title", String(200), nullable=False),
    Column("body", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("cost", Integer, nullable=False),
    Column("stock", Integer),  # none: without end
    Column("per_person", Integer),
    Column("starts_at", UTCDateTime, nullable=False),
    Column("ends_at", UTCDateTime),
    Column("audience_key", String(400), nullable=False),
    Column("given", Integer, nullable=False),  # never above the stock, whoever redeems at once
    Column("made_by", String(64), nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
)

redemptions = Table(
    "redemptions",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("reward_id", String(36), ForeignKey("rewards.id"), nullable=False),
    Column("person", String(64), nullable=False),
    Column("nth", Integer, nullable=False),
    Column("cost", Integer, nullable=False),
    Column("redeemed_at", UTCDateTime, nullable=False),
    Column("state", String(10), nullable=False),  # waiting | fulfilled | refused
    Column("reason", String(300), nullable=False),
    Column("settled_by", String(64)),
    Column("settled_at", UTCDateTime),
    UniqueConstraint("reward_id", "person", "nth"),
)
Index("ix_redemptions_person", redemptions.c.person, redemptions.c.redeemed_at)
Index("ix_redemptions_state", redemptions.c.state, redemptions.c.redeemed_at)
