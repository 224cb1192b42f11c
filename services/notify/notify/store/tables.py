"""notify's tables: copies of what others own, and the messages made from them."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    literal_column,
)

from notify.store.tables_channels import bounces, metadata, notes, places, refusals
from portalkit.tables import UTCDateTime

__all__ = ["bounces", "metadata", "notes", "places", "refusals"]

# ── Copies. No foreign keys among them: they arrive in any order. ────────────────────────────────────────────

users = Table(
    "users",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", String(8), nullable=False),  # customer | staff
    Column("state", String(12), nullable=False),  # unverified | active | suspended
    Column("audiences", JSON, nullable=False),
    Column("name", String(200)),  # without one: erased
    Column("email", String(320)),
    Column("locale", String(10)),  # none: English
)

categories = Table(
    "categories",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", String(200), nullable=False),
    Column("audience_key", String(400), nullable=False),
)

topics = Table(
    "topics",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("category_id", String(64), nullable=False),
    Column("audience_key", String(400), nullable=False),
    Column("author_id", String(64), nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("title", String(400)),  # none while hidden
    Column("excerpt", Text),
    Column("accepted_reply_id", String(64)),
    Column("accepted_author_id", String(64)),
    Column("accepted_by_id", String(64)),
    Column("kind", String(12)),  # none: a question
    Column("tags", String(160)),  # joined by spaces; none: told by an older release, as of the people it names
    Column("mentions", String(700)),  # ids of the people it names, joined by spaces
    Column("asked_at", UTCDateTime),  # none: told by an older release, as of a reply
)
Index("ix_topics_asked_at", topics.c.asked_at, topics.c.category_id)

replies = Table(
    "replies",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("topic_id", String(64), nullable=False),
    Column("author_id", String(64), nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("excerpt", Text),  # none while hidden
    Column("mentions", String(700)),
    Column("written_at", UTCDateTime),
)
Index("ix_replies_topic_id", replies.c.topic_id, replies.c.written_at)

decisions = Table(
    "decisions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("kind", String(8), nullable=False),  # topic | reply
    Column("thing_id", String(64), nullable=False),
    Column("topic_id", String(64), nullable=False),
    Column("author_id", String(64), nullable=False),
    Column("reason", String(400), nullable=False),
    Column("outcome", String(12)),  # upheld | reversed
    Column("outcome_reason", String(400), nullable=False),
)

follows = Table(
    "follows",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("user_id", String(64), nullable=False),
    Column("kind", String(8), nullable=False),  # topic | category | tag
    Column("thing_id", String(64), nullable=False),
    Column("following", Boolean, nullable=False),
)
Index("ix_follows_thing_id_user_id", follows.c.thing_id, follows.c.user_id)

notices = Table(  # each is for one person, who works on the article or commented on it
    "notices",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("person_id", String(64), nullable=False),
    Column("act", String(20), nullable=False),
    Column("article_id", String(64), nullable=False),
    Column("actor_id", String(64), nullable=False),
    Column("title", String(400), nullable=False),
    Column("text", Text, nullable=False),
    Column("audience_key", String(800)),  # of the article, for who commented on it; none: for the staff
    Column("decision_id", String(64)),  # of knowledge, about what they commented
)

community_notes = Table(  # what community tells one person, or those who follow a topic
    "community_notes",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("act", String(20), nullable=False),
    Column("person_id", String(64)),
    Column("topic_id", String(64)),
    Column("actor_id", String(64), nullable=False),
    Column("title", String(400), nullable=False),
    Column("text", Text, nullable=False),
)

COPIES = {  # whose things these are
    "accounts.user": users,
    "community.category": categories,
    "community.topic": topics,
    "community.reply": replies,
    "community.decision": decisions,
    "community.follow": follows,
    "community.note": community_notes,
    "knowledge.notice": notices,
}

pulses = Table(  # the last sign of life of each service whose copies decide who may see what
    "pulses",
    metadata,
    Column("id", String(64), primary_key=True),  # the service's name
    Column("version", Integer, nullable=False),
    Column("at", UTCDateTime, nullable=False),  # by its own clock
    Column("heard_at", UTCDateTime, nullable=False),
)

ended_sessions = Table(  # a stream of one of these ends
    "ended_sessions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("ended_at", UTCDateTime, nullable=False),
)
Index("ix_ended_sessions_ended_at", ended_sessions.c.ended_at)

# ── What notify owns. ────────────────────────────────────────────────────────────────────────────────────────

messages = Table(  # never pruned: the unique key is what keeps a person from being told twice
    "messages",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("person", String(64), nullable=False),
    Column("thing_id", String(64), nullable=False),
    Column("act", String(20), nullable=False),  # one of the acts in model/message.py
    Column("topic_id", String(64), nullable=False),  # empty: it is about a notice
    Column("reply_id", String(64)),
    Column("actor_id", String(64), nullable=False),
    Column("created_at", UTCDateTime, nullable=False),
    Column("read_at", UTCDateTime),
    Column("mail", String(8)),  # now | digest | none; null: told by an older release, at once
    Column("why", String(12)),  # one of the reasons in model/attention.py
    Column("nth", Integer),
    Column("mail_at", UTCDateTime),  # when its mail, or the digest it waits for, is due
    Column("digest_id", String(36)),  # the one digest that holds it
    Column("hidden", Boolean),  # not shown in the portal
    Column("delivery_id", String(36)),  # of the mail that it has by itself; null too if an older release told it
    UniqueConstraint("thing_id", "act", "person"),
)
_waits = and_(messages.c.mail == literal_column("'digest'"), messages.c.digest_id.is_(None))
Index("ix_messages_waiting", messages.c.mail_at, messages.c.person, sqlite_where=_waits, postgresql_where=_waits)
Index("ix_messages_digest_id", messages.c.digest_id)
Index("ix_messages_created_at_id", messages.c.created_at, messages.c.id)
Index("ix_messages_person_id", messages.c.person, messages.c.id)
Index(
    "ix_messages_unread",
    messages.c.person,
    messages.c.id,
    sqlite_where=messages.c.read_at.is_(None),
    postgresql_where=messages.c.read_at.is_(None),
)

tellings = Table(  # facts with more followers than are told in one transaction; a row is dropped with its last part
    "tellings",
    metadata,
    Column("act", String(20), primary_key=True),
    Column("thing_id", String(64), primary_key=True),
    Column("kind", String(8), primary_key=True),  # of what they follow: topic | category | tag
    Column("followed_id", String(64), primary_key=True),
    Column("after_id", String(64), nullable=False),  # the last who has been told
    Column("next_at", UTCDateTime, nullable=False),
)

preferences = Table(  # a row only where somebody chose; without one, everything is wanted
    "preferences",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("kind", String(20), primary_key=True),  # an act, or `digest`
    Column("channel", String(8), primary_key=True),  # mail | portal
    Column("wanted", Boolean, nullable=False),
    Column("changed_at", UTCDateTime, nullable=False),
    Column("frequency", String(8)),  # now | daily | weekly, of what is wanted by mail; null: now
)

times = Table(  # a row only where somebody chose
    "times",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("zone", String(64), nullable=False),
    Column("quiet_from", String(5)),  # HH:MM on the person's clock
    Column("quiet_until", String(5)),
    Column("digest_at", String(5), nullable=False),
    Column("digest_on", Integer, nullable=False),  # 0 is Monday
    Column("changed_at", UTCDateTime, nullable=False),
)

budgets = Table(  # what a person was to get at once, so that a cap holds whoever sends
    "budgets",
    metadata,
    Column("person", String(64), primary_key=True),
    Column("week", String(10), primary_key=True),  # its Monday
    Column("days", JSON, nullable=False),  # seven counts of what was asked for
    Column("spent", Integer, nullable=False),  # how many of these went at once
)
Index("ix_budgets_week", budgets.c.week)
