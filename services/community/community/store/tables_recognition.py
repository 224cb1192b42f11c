"""The tables of recognition: what was scored, by which rules, and what people have by that; `tables` has all."""

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, text, true

from portalkit.tables import CONVENTION, UTCDateTime

metadata = MetaData(naming_convention=CONVENTION)

points = Table(  # a ledger: only ever added to; what is taken back is an entry of its own
    "points",
    metadata,
    Column("person", String(64), primary_key=True),  # whose points they are
    Column("kind", String(10), primary_key=True),  # accepted | voted | answered | helped
    Column("thing_id", String(36), primary_key=True),  # a reply, a topic or an article
    Column("actor", String(64), primary_key=True),  # who did it; empty for the readers of an article
    Column("turn", Integer, primary_key=True),  # the how many-th entry for all that
    Column("amount", Integer, nullable=False),  # 0: refused, for the reason `why`
    Column("why", String(10), nullable=False),
    Column("topic_id", String(36), nullable=False),  # where it stands now: who may read that may know of it
    Column("category_id", String(36)),  # where it stood then
    Column("at", UTCDateTime, nullable=False),
    Column("counts_at", UTCDateTime, nullable=False),  # of what is taken back, when that was given
    Column("day", String(10), nullable=False),  # the day of that, such as 2026-11-27
    Column("rule", Integer, nullable=False),  # the version of the rules
)
Index("ix_points_counts_at", points.c.counts_at, points.c.topic_id, points.c.person, points.c.amount)
Index("ix_points_actor", points.c.actor, points.c.kind, points.c.day)
Index("ix_points_thing_id", points.c.thing_id)
Index("ix_points_topic_id", points.c.topic_id)
Index(
    "ix_points_refused",
    points.c.at,
    sqlite_where=text("amount = 0"),
    postgresql_where=text("amount = 0"),
)

point_rules = Table(  # what scores, one row a version; before the first one there are those of the model
    "point_rules",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("kinds", JSON, nullable=False),  # {kind: [points, how often a day]}
    Column("pair_cap", Integer, nullable=False),
    Column("made_by", String(36), nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
)

tallies = Table(  # sums of the ledger, by who may read the topics
    "tallies",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("category_id", String(36), ForeignKey("categories.id"), primary_key=True),
    Column("audience_key", String(400), primary_key=True),
    Column("points", Integer, nullable=False),
)

standings = Table(  # what badges are given for, and whether somebody wants to be listed, and named where they read
    "standings",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("accepted", Integer, nullable=False, server_default="0"),
    Column("voted", Integer, nullable=False, server_default="0"),
    Column("answered", Integer, nullable=False, server_default="0"),
    Column("listed", Boolean, nullable=False, server_default=true()),
    Column("named", Boolean, nullable=False, server_default=true()),
)

badges = Table(  # given once, and kept
    "badges",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("badge", String(20), primary_key=True),
    Column("given_on", String(10), nullable=False),  # the day
)

contests = Table(
    "contests",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("title", String(200), nullable=False),
    Column("body", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("starts_at", UTCDateTime, nullable=False),
    Column("ends_at", UTCDateTime, nullable=False),
    Column("category_id", String(36), ForeignKey("categories.id")),  # none: what is written anywhere counts
    Column("kinds", String(60), nullable=False),  # what counts, joined by spaces
    Column("made_by", String(36), nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
)
Index("ix_contests_ends_at", contests.c.ends_at, contests.c.id)
