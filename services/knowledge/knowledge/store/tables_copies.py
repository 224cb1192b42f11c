"""The tables of what other services own and is kept here as well; `tables` has all of them."""

from sqlalchemy import JSON, Boolean, Column, Integer, String, Table, Text

from knowledge.store.tables_files import metadata
from portalkit.tables import UTCDateTime

people = Table(  # copies of accounts' users
    "people",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("name", String(200)),
    Column("active", Boolean),  # none: told by an older release
    Column("joined_at", UTCDateTime),
    Column("moderates", Boolean),  # whether they may judge what others wrote; none: told by an older release
    Column("audiences", JSON(none_as_null=True)),  # a moderator's
)

topic_categories = Table(  # copies of community's categories
    "topic_categories",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("audience_key", String(400), nullable=False),
)

topics = Table(  # copies of community's topics; `revision` counts what changed here, its replies included
    "topics",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False, default=0),
    # No foreign key: a topic may arrive before its category, and is not readable until that is here.
    Column("category_id", String(36), nullable=False),
    Column("audience_key", String(400), nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("solved", Boolean, nullable=False),
    Column("title", String(300)),
    Column("product", String(100)),
    Column("author_id", String(64)),  # none: taken in before it was kept, as `kind`
    Column("kind", String(20)),
    Column("tags", String(200)),  # with a space between
    Column("asked_at", UTCDateTime, nullable=False),
    Column("removals", Integer, nullable=False),
    Column("body", Text),
)

replies = Table(  # copies of community's replies
    "replies",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("topic_id", String(36), nullable=False, index=True),
    Column("written_at", UTCDateTime, nullable=False),
    Column("removals", Integer, nullable=False),
    Column("body", Text),  # none: hidden
)

COPIES = {  # whose things the copies here are of
    "accounts.user": people,
    "community.category": topic_categories,
    "community.topic": topics,
    "community.reply": replies,
}
