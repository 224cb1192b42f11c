"""Rows of messages: making them, and reading those whose thing this reader may see."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, exists, func, literal, or_, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from notify.model.message import DECIDED, NO_TOPIC, TOPIC_ASKED, Candidate, Message
from notify.store.letters import by_category, tag
from notify.store.tables import categories, community_notes, follows, messages, notices, replies, times, topics, users
from portalkit.database import Reading, Transaction, listed, param, readable_categories, satisfied_keys, values_of
from portalkit.viewer import STAFF, Viewer

FOLLOWERS = (
    select(follows.c.user_id, users.c.kind, users.c.state, users.c.audiences)
    .join_from(follows, users, users.c.id == follows.c.user_id, isouter=True)
    .where(follows.c.thing_id == param("followed"), follows.c.kind == param("kind"), follows.c.following)
    .where(follows.c.user_id > param("after"))
    .order_by(follows.c.user_id)
    .limit(param("most"))
)
PERSON = select(users.c.id, users.c.kind, users.c.state, users.c.audiences).where(users.c.id == param("id"))
TOLD = select(messages.c.person).where(
    messages.c.thing_id == param("thing_id"),
    messages.c.act.in_(listed("acts")),
    messages.c.person.in_(listed("persons")),
)
ADD = insert_or(messages).on_conflict_do_nothing(index_elements=["thing_id", "act", "person"])
READ = (
    messages.update()
    .where(messages.c.person == param("reader"), messages.c.read_at.is_(None), messages.c.id <= param("until"))
    .values(read_at=param("now"))
)

MOVE = messages.update().where(messages.c.thing_id == param("reply")).values(topic_id=param("place"))

MOST_COUNTED = 1000
MOST_PAST = 1000

# What the copies say this reader may see: the topic, its category, and the reply if it is about one. What was decided
# about a person's post they are told, whether that is shown or not.
_shown = and_(
    topics.c.shown,
    or_(messages.c.reply_id.is_(None), exists().where(replies.c.id == messages.c.reply_id, replies.c.shown)),
)
SEEN = and_(
    or_(_shown, messages.c.act.in_(DECIDED)),
    topics.c.category_id.in_(readable_categories(categories)),
    topics.c.audience_key.in_(satisfied_keys()),
)
# A notice is for the one whom it names: while they are of the staff, and its owner knows whether they work there still;
# or, where they commented, while they are in what the article demands.
THEIRS = and_(
    notices.c.id.is_not(None),
    notices.c.person_id == param("viewer_id"),
    or_(
        and_(notices.c.audience_key.is_(None), literal(STAFF).in_(listed("viewer_audiences"))),
        notices.c.audience_key.in_(satisfied_keys()),
    ),
)
# A note without a topic is for the one whom it names, and one with a topic for whoever may see that.
NOTED = and_(
    community_notes.c.id.is_not(None),
    messages.c.topic_id == NO_TOPIC,
    community_notes.c.person_id == param("viewer_id"),
)
MINE = or_(SEEN, THEIRS, NOTED)
_about = (
    messages.outerjoin(topics, topics.c.id == messages.c.topic_id)
    .outerjoin(notices, notices.c.id == messages.c.thing_id)
    .outerjoin(community_notes, community_notes.c.id == messages.c.thing_id)
)
_in_portal = messages.c.hidden.is_not(True)
LIST = (
    select(
        messages.c.id,
        messages.c.act,
        messages.c.topic_id,
        messages.c.reply_id,
        messages.c.actor_id,
        messages.c.created_at,
        messages.c.read_at,
        messages.c.thing_id,
        messages.c.mail,
        messages.c.why,
        messages.c.nth,
        messages.c.mail_at,
        func.coalesce(topics.c.title, notices.c.title, community_notes.c.title, "").label("title"),
        topics.c.kind.label("topic_kind"),
        notices.c.id.label("notice_id"),
        notices.c.article_id,
        notices.c.decision_id,
        func.coalesce(notices.c.text, community_notes.c.text).label("text"),
        community_notes.c.id.label("note_id"),
        users.c.name,
        users.c.kind,
    )
    .select_from(_about.outerjoin(users, users.c.id == messages.c.actor_id))
    .where(messages.c.person == param("viewer_id"), _in_portal, MINE)
    .order_by(messages.c.id.desc())
    .limit(param("most"))
)
_category = select(categories.c.name).where(categories.c.id == topics.c.category_id).scalar_subquery()
EXPLAINED = LIST.add_columns(  # of a new topic: its category if the reader follows that, or the tag they follow
    case((and_(messages.c.act == TOPIC_ASKED, by_category), _category)).label("followed"),
    topics.c.category_id,
    case((messages.c.act == TOPIC_ASKED, tag)).label("tag"),
    select(times.c.zone).where(times.c.person == messages.c.person).scalar_subquery().label("zone"),
)
OLDER = EXPLAINED.where(messages.c.id < param("before"))
_unread = (
    select(messages.c.id)
    .select_from(_about)
    .where(messages.c.person == param("viewer_id"), messages.c.read_at.is_(None), _in_portal, MINE)
)
PAST = (
    select(messages.c.act, messages.c.created_at)
    .select_from(_about)
    .where(messages.c.person == param("viewer_id"), messages.c.created_at >= param("since"), MINE)
    .order_by(messages.c.id.desc())
    .limit(MOST_PAST)
)
NEWEST = (
    _unread.add_columns(messages.c.topic_id, messages.c.created_at).order_by(messages.c.id.desc()).limit(param("most"))
)
UNREAD = select(func.count()).select_from(_unread.limit(MOST_COUNTED).subquery())


def followers(db: Reading, kind: str, followed: str, after: str, most: int) -> list[Candidate]:
    """The next who follow this topic, category or tag, in the order of their ids."""
    return db.all(FOLLOWERS, Candidate, kind=kind, followed=followed, after=after, most=most)


def person(db: Reading, id: str) -> Candidate:
    """One person, known or not."""
    return db.find(PERSON, Candidate, id=id) or Candidate(id, None, None, None)


def told(db: Reading, acts: Sequence[str], thing_id: str, persons: Sequence[str]) -> set[str]:
    """Who of these has been told any of these facts about the thing."""
    return {row.person for row in db.rows(TOLD, acts=list(acts), thing_id=thing_id, persons=list(persons))}


def add(tx: Transaction, made: Sequence[Message]) -> None:
    """Add messages. One that is there already stays as it is."""
    tx.execute_many(ADD, [values_of(messages, message) for message in made])


def newest(db: Reading, viewer: Viewer, most: int) -> Sequence[Any]:
    """The newest messages of `viewer` about things they may see."""
    return db.rows(LIST, viewer, most=most)


def page(db: Reading, viewer: Viewer, most: int, before: str | None = None) -> Sequence[Any]:
    """The same, older than the message `before`, with what the viewer follows that they came of."""
    if before is None:
        return db.rows(EXPLAINED, viewer, most=most)
    return db.rows(OLDER, viewer, most=most, before=before)


def unread(db: Reading, viewer: Viewer) -> int:
    """How many of them `viewer` has not read; counted up to a thousand."""
    return int(db.value(UNREAD, viewer))


def past(db: Reading, viewer: Viewer, since: datetime) -> list[tuple[str, datetime]]:
    """Kind and time of what `viewer` was told since then, of things they may see; oldest first, at most a thousand."""
    return [(row.act, row.created_at) for row in reversed(db.rows(PAST, viewer, since=since))]


def mark_read(tx: Transaction, viewer: Viewer, until: str) -> int:
    """Mark `viewer`'s messages as read up to the message `until`; how many."""
    return tx.execute(READ, reader=viewer.id, until=until, now=tx.now)


def move(tx: Transaction, reply_id: str, topic_id: str) -> None:
    """Let the messages about a reply lead to another topic."""
    tx.execute(MOVE, reply=reply_id, place=topic_id)
