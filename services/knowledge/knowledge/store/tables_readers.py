"""The tables of what readers say of articles, and save; `tables` has all of them."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint, and_, false
from sqlalchemy import text as sql

from knowledge.store.tables_files import metadata
from portalkit.tables import UTCDateTime

comments = Table(
    "comments",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("author_id", String(64), nullable=False),
    Column("written_at", UTCDateTime, nullable=False),
    Column("edited_at", UTCDateTime),
    Column("state", String(8), nullable=False, server_default="shown"),  # shown | hidden | removed
    Column("held", Boolean, nullable=False, server_default=false()),  # for a moderator, since its writer is new
    Column("hidden_by", String(64)),
    Column("hidden_reason", String(300)),
    Column("decision_id", String(36)),  # while it is hidden
    Column("external_id", String(100), unique=True),
    Column("html", Text, nullable=False),
    Column("body", Text, nullable=False),
)
Index("ix_comments_article", comments.c.article_id, comments.c.written_at, comments.c.id)
Index("ix_comments_author", comments.c.author_id, comments.c.written_at)
Index(
    "ix_comments_held",
    comments.c.written_at,
    comments.c.id,
    sqlite_where=sql("held = 1"),
    postgresql_where=comments.c.held,
)

comment_history = Table(  # only ever added to, but for what a writer takes back
    "comment_history",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("comment_id", ForeignKey(comments.c.id), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("by_id", String(64), nullable=False),
    Column("act", String(12), nullable=False),
    Column("note", Text, nullable=False),
    Column("body", Text),  # what stood there before an edit
)
Index("ix_comment_history_comment_id_id", comment_history.c.comment_id, comment_history.c.id)

flags = Table(  # what people tell moderators of
    "flags",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("comment_id", ForeignKey(comments.c.id), nullable=False),
    Column("person", String(64), nullable=False),
    Column("reason", String(12), nullable=False),
    Column("note", String(500), nullable=False),
    Column("flagged_at", UTCDateTime, nullable=False),
    Column("outcome", String(12)),  # none while it is open
    Column("resolved_at", UTCDateTime),
    UniqueConstraint("comment_id", "person"),
)
Index(
    "ix_flags_open",
    flags.c.comment_id,
    flags.c.flagged_at,
    sqlite_where=flags.c.outcome.is_(None),
    postgresql_where=flags.c.outcome.is_(None),
)

decisions = Table(  # that a comment was hidden, and what its writer says to that
    "decisions",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("comment_id", ForeignKey(comments.c.id), nullable=False, index=True),
    Column("author_id", String(64), nullable=False),
    Column("made_by", String(64), nullable=False),
    Column("reason", String(300), nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
    Column("appeal", Text),
    Column("appealed_at", UTCDateTime),
    Column("outcome", String(8)),  # upheld | reversed
    Column("outcome_reason", String(300), nullable=False),
    Column("ended_by", String(64)),
    Column("ended_at", UTCDateTime),
)
_waits = (decisions.c.appealed_at.is_not(None), decisions.c.outcome.is_(None))
Index(
    "ix_decisions_waiting",
    decisions.c.appealed_at,
    decisions.c.id,
    sqlite_where=and_(*_waits),
    postgresql_where=and_(*_waits),
)

votes = Table(  # whether an article helped: one row for each person, and each visitor's browser
    "votes",
    metadata,
    Column("id", String(36), nullable=False),
    Column("article_id", ForeignKey("articles.id"), primary_key=True),
    Column("voter", String(70), primary_key=True, index=True),
    Column("helpful", Boolean, nullable=False),
    Column("reason", String(12)),  # outdated | unclear | wrong | unanswered | other
    Column("text", String(500), nullable=False),
    Column("of_version", Integer, nullable=False),
    Column("voted_at", UTCDateTime, nullable=False, index=True),
)

bookmarks = Table(  # what people saved; a topic is community's
    "bookmarks",
    metadata,
    Column("person_id", String(64), primary_key=True),
    Column("thing_id", String(36), primary_key=True),
    Column("kind", String(10), nullable=False),  # article | topic
    Column("saved_at", UTCDateTime, nullable=False),
)
Index("ix_bookmarks_newest", bookmarks.c.person_id, bookmarks.c.saved_at, bookmarks.c.thing_id)
