"""The tables of this service; those of the mechanisms are portalkit's."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    literal_column,
    text,
    true,
)

from knowledge.store.tables_copies import COPIES, people, replies, topic_categories, topics
from knowledge.store.tables_files import FILED, file_pages, file_versions, files, is_removed, metadata, waits_for_text
from knowledge.store.tables_links import broken_links, link_rounds, outside_hosts, outside_links, outside_places
from knowledge.store.tables_readers import bookmarks, comment_history, comments, decisions, flags, votes
from knowledge.store.tables_searches import live_rules, rule_drafts, rule_sets, search_opens, searches
from knowledge.store.tables_stock import inclusions, stock, stock_revisions
from portalkit.tables import UTCDateTime

__all__ = [
    "COPIES",
    "FILED",
    "bookmarks",
    "broken_links",
    "comment_history",
    "comments",
    "decisions",
    "file_pages",
    "file_versions",
    "files",
    "flags",
    "inclusions",
    "is_removed",
    "link_rounds",
    "metadata",
    "live_rules",
    "outside_hosts",
    "outside_links",
    "outside_places",
    "people",
    "replies",
    "stock",
    "stock_revisions",
    "rule_drafts",
    "rule_sets",
    "search_opens",
    "searches",
    "topic_categories",
    "topics",
    "votes",
    "waits_for_text",
]

categories = Table(
    "categories",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("external_id", String(100), unique=True),
    Column("parent_id", ForeignKey("categories.id"), index=True),
    Column("name", String(100), nullable=False),
    Column("description", String(300), nullable=False),
    Column("own_key", String(400), nullable=False),
    Column("audience_key", String(400), nullable=False),
    Column("path", String(300), nullable=False, index=True),
    Column("trail", JSON, nullable=False),
    Column("needs_review", Boolean, nullable=False, server_default=false()),
    Column("owner_id", String(64)),
    Column("deputy_id", String(64)),
    *(Column(name, JSON, nullable=False, server_default=text("'[]'")) for name in ("products", "regions")),
    *(Column(f"all_{name}", JSON, nullable=False, server_default=text("'[]'")) for name in ("products", "regions")),
    Column("version", Integer, nullable=False),
)

articles = Table(  # the long texts come last, so that lists need not read past them
    "articles",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("external_id", String(100), unique=True),
    Column("category_id", ForeignKey(categories.c.id), nullable=False),
    Column("audience_key", String(400), nullable=False),
    Column("state", String(10), nullable=False),  # draft | published | withdrawn
    Column("published_at", UTCDateTime),
    Column("expires_at", UTCDateTime),
    Column("author_id", String(64), nullable=False),
    Column("title", String(200), nullable=False),
    Column("summary", String(500), nullable=False),
    Column("product", String(100)),
    Column("region", String(100)),  # where it holds; none is everywhere
    Column("language", String(10), nullable=False),
    Column("genre", String(8), nullable=False, server_default="article"),  # article | faq | news | blog
    Column("helpful", Integer, nullable=False, server_default="0"),  # votes that say so
    Column("unhelpful", Integer, nullable=False, server_default="0"),
    Column("commentable", Boolean, nullable=False, server_default=true()),
    Column("comments", Integer, nullable=False, server_default="0"),  # those that are shown
    Column("hidden_comments", Integer, nullable=False, server_default="0"),
    Column("merged_into", String(36)),  # the article that took its place, when it was withdrawn for that
    Column("topic_id", String(36)),  # of community's: what it grew out of
    Column("credits", JSON),  # the ids of who wrote that
    Column("created_at", UTCDateTime, nullable=False),
    Column("updated_at", UTCDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    Column("shelved", Integer, nullable=False, server_default="0"),  # how often its categories gave it other products
    Column("translation_of", String(36)),  # the article that it says in another language
    Column("files", JSON),  # those of `files`, as its page lists them, so that it need not look for them
    Column("toc", JSON, nullable=False),
    Column("html", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("plain", Text, nullable=False),
)
INDEXED_AS = (articles.c.version + articles.c.shelved).label("indexed_as")  # the version of what the index holds
was_told = articles.c.state != literal_column("'draft'")  # of a draft nobody has heard
# Written out, not a parameter: SQLite takes a partial index only for a statement that says the same.
is_published = articles.c.state == literal_column("'published'")
Index(  # the newest
    "ix_articles_published_at",
    articles.c.published_at,
    articles.c.id,
    sqlite_where=is_published,
    postgresql_where=is_published,
)
Index(  # the newest of a category
    "ix_articles_category_id",
    articles.c.category_id,
    articles.c.published_at,
    articles.c.id,
    sqlite_where=is_published,
    postgresql_where=is_published,
)
Index(  # the newest of a genre
    "ix_articles_genre",
    articles.c.genre,
    articles.c.published_at,
    articles.c.id,
    sqlite_where=is_published,
    postgresql_where=is_published,
)
Index(  # the newest of a product
    "ix_articles_product",
    articles.c.product,
    articles.c.published_at,
    articles.c.id,
    sqlite_where=is_published,
    postgresql_where=is_published,
)
was_merged = articles.c.merged_into.is_not(None)
Index("ix_articles_merged_into", articles.c.merged_into, sqlite_where=was_merged, postgresql_where=was_merged)
Index("ix_articles_updated_at", articles.c.updated_at, articles.c.id)
Index(  # one for each language
    "uq_articles_translation_of",
    articles.c.translation_of,
    articles.c.language,
    unique=True,
    sqlite_where=articles.c.translation_of.is_not(None),
    postgresql_where=articles.c.translation_of.is_not(None),
)
expires = articles.c.expires_at.is_not(None)
Index("ix_articles_expires_at", articles.c.expires_at, sqlite_where=expires, postgresql_where=expires)

revisions = Table(  # the words of an article as they were saved
    "revisions",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("article_id", ForeignKey(articles.c.id), nullable=False),
    Column("number", Integer, nullable=False),
    Column("author_id", String(64), nullable=False),
    Column("saved_at", UTCDateTime, nullable=False),
    Column("proposed", Boolean, nullable=False, server_default=false()),  # not brought out: it waits for a review
    Column("note", String(200), nullable=False),
    Column("title", String(200), nullable=False),
    Column("summary", String(500), nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("article_id", "number"),
)

reviews = Table(
    "reviews",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("article_id", ForeignKey(articles.c.id), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("asked_by", String(64), nullable=False),
    Column("asked_at", UTCDateTime, nullable=False),
    Column("note", String(1000), nullable=False),
    Column("state", String(10), nullable=False),  # waiting | approved | returned | overtaken
    Column("decided_by", String(64)),
    Column("decided_at", UTCDateTime),
    Column("reason", String(1000), nullable=False),
    Column("version", Integer, nullable=False),
)
is_waiting = reviews.c.state == literal_column("'waiting'")
Index(  # one at a time
    "uq_reviews_waiting",
    reviews.c.article_id,
    unique=True,
    sqlite_where=is_waiting,
    postgresql_where=is_waiting,
)
Index("ix_reviews_article_id_asked_at", reviews.c.article_id, reviews.c.asked_at)
Index("ix_reviews_queue", reviews.c.asked_at, reviews.c.id, sqlite_where=is_waiting, postgresql_where=is_waiting)

remarks = Table(  # what was said in a review
    "remarks",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("review_id", ForeignKey(reviews.c.id), nullable=False, index=True),
    Column("author_id", String(64), nullable=False),
    Column("said_at", UTCDateTime, nullable=False),
    Column("body", String(2000), nullable=False),
)

notices = Table(  # what those who work on articles are told
    "notices",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("person_id", String(64), nullable=False),
    Column("act", String(20), nullable=False),
    Column("article_id", ForeignKey(articles.c.id), nullable=False),
    Column("actor_id", String(64), nullable=False),
    Column("title", String(200), nullable=False),
    Column("text", String(600), nullable=False),
    Column("given_at", UTCDateTime, nullable=False),
    Column("version", Integer, nullable=False),
    Column("audience_key", String(800)),  # of the article, for who commented on it; none: for the staff
    Column("decision_id", String(36)),  # about a comment
)

Index("ix_notices_of_article", notices.c.article_id, notices.c.act, notices.c.given_at)

credits = Table(  # what the people are due whom an article credits
    "credits",
    metadata,
    Column("id", String(36), ForeignKey(articles.c.id), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("helpful", Integer, nullable=False),  # votes of others than those people
)

upkeep = Table(  # who looks after an article; without a row its author does
    "upkeep",
    metadata,
    Column("article_id", ForeignKey(articles.c.id), primary_key=True),
    Column("owner_id", String(64), nullable=False),
    Column("deputy_id", String(64)),
    Column("due_on", Date),
    Column("reminded_on", Date),
)
Index(
    "ix_upkeep_due_on",
    upkeep.c.due_on,
    sqlite_where=upkeep.c.due_on.is_not(None),
    postgresql_where=upkeep.c.due_on.is_not(None),
)

article_counts = Table(  # of published articles, whatever their dates, so that pages need not count them
    "article_counts",
    metadata,
    Column("category_id", ForeignKey(categories.c.id), primary_key=True),
    Column("audience_key", String(400), primary_key=True),
    Column("n", Integer, nullable=False),
)

pins = Table(  # what stands first in the list of its category
    "pins",
    metadata,
    Column("article_id", ForeignKey(articles.c.id), primary_key=True),
    Column("category_id", ForeignKey(categories.c.id), nullable=False),
    Column("place", Integer, nullable=False),
    Column("until", UTCDateTime),
)
Index("ix_pins_category_id", pins.c.category_id, pins.c.place)
ends = pins.c.until.is_not(None)
Index("ix_pins_until", pins.c.until, sqlite_where=ends, postgresql_where=ends)

remits = Table(  # the categories that somebody edits in; without a row, in all
    "remits",
    metadata,
    Column("person_id", String(64), primary_key=True),
    Column("category_id", ForeignKey(categories.c.id), primary_key=True),
    Column("given_by", String(64), nullable=False),
    Column("given_at", UTCDateTime, nullable=False),
)

reaches = Table(  # what editors reached although it is not for them, once a day each
    "reaches",
    metadata,
    Column("person_id", String(64), primary_key=True),
    Column("thing_id", String(36), primary_key=True),
    Column("act", String(10), primary_key=True),  # listed | opened | changed
    Column("day", String(10), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("at", UTCDateTime, nullable=False),
)
