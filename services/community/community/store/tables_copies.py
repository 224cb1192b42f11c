"""The copies of what others tell: accounts of its users, knowledge of its articles; `tables` has all."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table

from community.store.tables_recognition import metadata
from portalkit.tables import UTCDateTime

articles = Table(  # copies of knowledge's articles: which topic each grew out of
    "articles",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("topic_id", String(36), index=True),
    Column("published", Boolean, nullable=False),
)

credits = Table(  # copies: how many people each article helped that credits who wrote the topic it came from
    "credits",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("helpful", Integer, nullable=False),
)

credited = Table(  # whom; part of the same copies
    "credited",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("article_id", String(36), primary_key=True),
)
Index("ix_credited_article_id", credited.c.article_id)

people = Table(  # a copy of what accounts tells of its users
    "people",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", String(200), nullable=False),  # empty for a person who was erased
    Column("kind", String(10), nullable=False),
    Column("moderates", Boolean),  # whether they may judge what others wrote; none: told by an older release
    Column("audiences", JSON(none_as_null=True)),  # a moderator's
    Column("handle", String(60)),  # what stands after an @; none: erased, or told by an older release
    Column("joined_at", UTCDateTime),
    Column("inside", JSON(none_as_null=True)),  # their audiences; none: told by an older release
    Column("active", Boolean),  # whether they can sign in; none: told by an older release
    Column("verified_customer", Boolean),  # as accounts knows; none: told by an older release
    Column("expert", Boolean),  # whether they have the role; none: told to an older release
)

Index("ix_people_handle", people.c.handle, unique=True)
