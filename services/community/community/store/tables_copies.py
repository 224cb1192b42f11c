"""The copies of what knowledge tells of its articles; `tables` has all."""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table

from community.store.tables_recognition import metadata

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
