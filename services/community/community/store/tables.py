"""The tables of the forum. Those of the mechanisms (outbox, inbox, …) stand in portalkit."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    false,
    text,
    true,
)

from community.store.tables_copies import articles, credited, credits, people
from community.store.tables_levels import boards, level_rules
from community.store.tables_messages import blocks, conversations, messages, reports, talkers
from community.store.tables_notes import notes
from community.store.tables_presences import presences
from community.store.tables_recognition import badges, contests, metadata, point_rules, points, standings, tallies
from community.store.tables_rewards import redemptions, rewards
from portalkit.tables import UTCDateTime

__all__ = [
    "articles",
    "badges",
    "blocks",
    "boards",
    "contests",
    "conversations",
    "credited",
    "credits",
    "level_rules",
    "messages",
    "metadata",
    "notes",
    "people",
    "point_rules",
    "points",
    "presences",
    "redemptions",
    "reports",
    "rewards",
    "standings",
    "talkers",
    "tallies",
]  # beside those that stand here

categories = Table(
    "categories",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("parent_id", String(36), ForeignKey("categories.id")),
    Column("name", String(100), nullable=False),
    Column("description", String(300), nullable=False),
    Column("own_key", String(400), nullable=False),
    Column("audience_key", String(400), nullable=False),
    Column("path", String(400), nullable=False, unique=True),
    Column("owner_id", String(64)),  # who of the staff looks after it, and who stands in
    Column("deputy_id", String(64)),
    Column("external_id", String(100), unique=True),
    Column("imported", String(64)),  # digest of what the import said last
)

topics = Table(
    "topics",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("category_id", String(36), ForeignKey("categories.id"), nullable=False),
    Column("audience_key", String(400), nullable=False),
    Column("author_id", String(36), nullable=False),
    Column("title", String(200), nullable=False),
    Column("body", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("excerpt", String(240), nullable=False),
    Column("kind", String(12), nullable=False, server_default="question"),
    Column("product", String(60)),
    Column("asked_at", UTCDateTime, nullable=False),
    Column("edited_at", UTCDateTime),
    Column("accepted_reply_id", String(36)),
    Column("accepted_author_id", String(36)),
    Column("accepted_by_id", String(36)),
    Column("shown", Boolean, nullable=False, server_default=true()),
    Column("locked", Boolean, nullable=False, server_default=false()),
    Column("pinned", Boolean, nullable=False, server_default=false()),
    Column("hidden_by", String(36)),
    Column("hidden_reason", String(300)),
    Column("decision_id", String(36)),  # while it is hidden
    Column("tags", String(160), nullable=False, server_default=""),  # as `topic_tags` has them, joined by spaces
    Column("mentions", String(400), nullable=False, server_default=""),  # ids of people, joined by spaces
    Column("idea_state", String(12), nullable=False, server_default="new"),
    Column("idea_reason", String(300), nullable=False, server_default=""),
    Column("held", Boolean, nullable=False, server_default=false()),
    Column("merged_into_id", String(36)),  # it is a reply there now, under the same id
    Column("split_from_id", String(36)),
    Column("offshoots", Integer, nullable=False, server_default="0"),  # topics that were split from it
    Column("removals", Integer, nullable=False, server_default="0"),
    # What follows from the replies; written by one statement whenever they change, without counting the version.
    Column("state", String(8), nullable=False, server_default="open"),  # open | answered | solved
    Column("reply_count", Integer, nullable=False, server_default="0"),
    Column("last_activity_at", UTCDateTime, nullable=False),
    Column("all_removals", Integer, nullable=False, server_default="0"),
    Column("votes", Integer, nullable=False, server_default="0"),
    Column("external_id", String(100), unique=True),
    Column("imported", String(64)),
)
_latest = (topics.c.last_activity_at, topics.c.id)
_readers = (topics.c.category_id, topics.c.audience_key)
Index("ix_topics_latest", topics.c.shown, *_latest, *_readers, topics.c.pinned)
Index("ix_topics_state", topics.c.shown, topics.c.state, *_latest, *_readers)
Index("ix_topics_kind", topics.c.shown, topics.c.kind, *_latest, *_readers)
Index("ix_topics_votes", topics.c.kind, topics.c.shown, topics.c.votes, topics.c.id, *_readers)
Index(  # SQLite takes it if it holds all that is asked, in the words that are asked; else it walks through all topics
    "ix_topics_pinned",
    topics.c.pinned,
    topics.c.shown,
    *_latest,
    *_readers,
    sqlite_where=text("pinned = 1"),
    postgresql_where=topics.c.pinned,
)
for _of in (topics.c.merged_into_id, topics.c.split_from_id):
    Index(f"ix_topics_{_of.name}", _of, sqlite_where=_of.is_not(None), postgresql_where=_of.is_not(None))
Index("ix_topics_category", topics.c.category_id, topics.c.shown, *_latest, topics.c.audience_key)
Index("ix_topics_author", topics.c.author_id, *_latest)
Index(
    "ix_topics_accepted_author_id",
    topics.c.accepted_author_id,
    *_latest,
    sqlite_where=topics.c.accepted_author_id.is_not(None),
    postgresql_where=topics.c.accepted_author_id.is_not(None),
)
Index("ix_topics_readers", *_readers, topics.c.shown)

topic_tags = Table(  # so that topics are found by tag
    "topic_tags",
    metadata,
    Column("tag", String(30), primary_key=True),
    Column("topic_id", String(36), ForeignKey("topics.id"), primary_key=True),
)
Index("ix_topic_tags_topic_id", topic_tags.c.topic_id)

topic_counts = Table(  # shown topics by who may read them, so that counting does not read them all
    "topic_counts",
    metadata,
    Column("category_id", String(36), ForeignKey("categories.id"), primary_key=True),
    Column("audience_key", String(400), primary_key=True),
    Column("count", Integer, nullable=False),
)

replies = Table(
    "replies",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("topic_id", String(36), ForeignKey("topics.id"), nullable=False),
    Column("author_id", String(36), nullable=False),
    Column("body", Text, nullable=False),
    Column("html", Text, nullable=False),
    Column("written_at", UTCDateTime, nullable=False),
    Column("edited_at", UTCDateTime),
    Column("state", String(8), nullable=False, server_default="shown"),  # shown | hidden | gone
    Column("hidden_by", String(36)),
    Column("hidden_reason", String(300)),
    Column("decision_id", String(36)),
    Column("removals", Integer, nullable=False, server_default="0"),
    Column("votes", Integer, nullable=False, server_default="0"),
    Column("mentions", String(400), nullable=False, server_default=""),
    Column("held", Boolean, nullable=False, server_default=false()),
    Column("external_id", String(100)),
    Column("imported", String(64)),
    UniqueConstraint("topic_id", "external_id"),
)
Index("ix_replies_topic", replies.c.topic_id, replies.c.written_at, replies.c.id)
Index("ix_replies_author", replies.c.author_id, replies.c.written_at)

for _posts, _at in ((topics, topics.c.asked_at), (replies, replies.c.written_at)):
    Index(
        f"ix_{_posts.name}_held",
        _at,
        _posts.c.id,
        sqlite_where=text("held = 1"),
        postgresql_where=_posts.c.held,
    )

votes = Table(  # who found a post helpful
    "votes",
    metadata,
    Column("thing_id", String(36), primary_key=True),
    Column("person", String(36), primary_key=True),
    Column("voted_at", UTCDateTime, nullable=False),
)

follows = Table(
    "follows",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("user_id", String(36), nullable=False),
    Column("kind", String(8), nullable=False),  # topic | category | tag, which is its own id
    Column("thing_id", String(36), nullable=False),
    Column("following", Boolean, nullable=False),
    UniqueConstraint("user_id", "kind", "thing_id"),
)

flags = Table(  # what people tell moderators of
    "flags",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("kind", String(8), nullable=False),  # topic | reply
    Column("thing_id", String(36), nullable=False),
    Column("topic_id", String(36), ForeignKey("topics.id"), nullable=False),
    Column("person", String(36), nullable=False),
    Column("reason", String(12), nullable=False),
    Column("note", String(500), nullable=False),
    Column("flagged_at", UTCDateTime, nullable=False),
    Column("outcome", String(12)),  # none while it is open
    Column("resolved_at", UTCDateTime),
    UniqueConstraint("thing_id", "person"),
)
Index(
    "ix_flags_open",
    flags.c.thing_id,
    flags.c.flagged_at,
    sqlite_where=flags.c.outcome.is_(None),
    postgresql_where=flags.c.outcome.is_(None),
)

decisions = Table(  # that a post was hidden, and what its writer says to that
    "decisions",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", String(8), nullable=False),  # topic | reply
    Column("thing_id", String(36), nullable=False),
    Column("topic_id", String(36), ForeignKey("topics.id"), nullable=False),
    Column("author_id", String(36), nullable=False),
    Column("made_by", String(36), nullable=False),
    Column("reason", String(300), nullable=False),
    Column("made_at", UTCDateTime, nullable=False),
    Column("appeal", Text),
    Column("appealed_at", UTCDateTime),
    Column("outcome", String(8)),  # upheld | reversed
    Column("outcome_reason", String(300), nullable=False),
    Column("ended_by", String(36)),
    Column("ended_at", UTCDateTime),
)
Index("ix_decisions_author_id", decisions.c.author_id, decisions.c.made_at)
_waits = (decisions.c.appealed_at.is_not(None), decisions.c.outcome.is_(None))
Index(
    "ix_decisions_waiting",
    decisions.c.appealed_at,
    decisions.c.id,
    sqlite_where=and_(*_waits),
    postgresql_where=and_(*_waits),
)

history = Table(  # of posts; only ever added to, but that who leaves is named no more
    "history",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("thing_id", String(36), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("by_id", String(36), nullable=False),
    Column("act", String(12), nullable=False),
    Column("note", Text, nullable=False),
    Column("title", String(200)),  # what stood there before an edit
    Column("body", Text),
)
Index("ix_history_thing_id_id", history.c.thing_id, history.c.id)

COPIES = {
    "accounts.user": people,
    "knowledge.article": articles,
    "knowledge.credit": credits,
}  # whose things the copies here are of
