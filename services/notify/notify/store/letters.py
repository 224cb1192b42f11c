"""Everything a mail is made of, in one statement, and whether the copies are current, in another."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select, true

from notify.model.message import ADDRESSED, MENTIONED, POST_HIDDEN, TOPIC_ASKED
from notify.model.sending import Letter
from notify.store.bounces import stopping
from notify.store.tables import (
    categories,
    community_notes,
    decisions,
    follows,
    messages,
    notices,
    preferences,
    pulses,
    replies,
    topics,
    users,
)
from portalkit.database import Reading, param
from portalkit.tables import inbox
from portalkit.viewer import EVERYONE, STAFF

actors = users.alias("actors")
MOST = 500  # things that are looked at for one digest


def is_among(word: ColumnElement[str], words: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a word is one of those that are joined by spaces."""
    return (literal(" ") + func.coalesce(words, "") + " ").contains(literal(" ") + word + " ")


_theirs = and_(follows.c.user_id == messages.c.person, follows.c.following)
by_category = exists().where(_theirs, follows.c.kind == "category", follows.c.thing_id == topics.c.category_id)
_with_tag = and_(_theirs, follows.c.kind == "tag", is_among(follows.c.thing_id, topics.c.tags))
_named = is_among(
    messages.c.person, case((messages.c.reply_id.is_not(None), replies.c.mentions), else_=topics.c.mentions)
)
_following = case(
    (messages.c.act == MENTIONED, _named),
    (messages.c.act == TOPIC_ASKED, or_(by_category, exists().where(_with_tag))),
    else_=exists().where(_theirs, follows.c.kind == "topic", follows.c.thing_id == messages.c.topic_id),
)
tag = case((~by_category, select(func.min(follows.c.thing_id)).where(_with_tag).scalar_subquery()))
_refused = exists().where(
    preferences.c.person == messages.c.person,
    preferences.c.kind == messages.c.act,
    preferences.c.channel == "mail",
    preferences.c.wanted.is_(False),
)
# A notice stands in no category: it names the one whom it is for, who is of the staff or a reader of the article.
_is_notice = case((notices.c.person_id == messages.c.person, true()))
_is_note = case((community_notes.c.person_id == messages.c.person, true()))
_open = case((community_notes.c.id.is_not(None), EVERYONE))
_staffs = case((notices.c.id.is_not(None), func.coalesce(notices.c.audience_key, STAFF)))
_letter = (
    select(
        messages.c.act,
        messages.c.topic_id,
        messages.c.reply_id,
        messages.c.created_at,
        messages.c.person,
        users.c.kind,
        users.c.state,
        users.c.audiences,
        users.c.name,
        users.c.email,
        actors.c.name,
        func.coalesce(topics.c.title, notices.c.title, community_notes.c.title),
        func.coalesce(topics.c.shown, _is_notice, _is_note),
        func.coalesce(topics.c.audience_key, _staffs, _open),
        topics.c.excerpt,
        categories.c.name,
        func.coalesce(categories.c.audience_key, _staffs, _open),
        replies.c.shown,
        replies.c.excerpt,
        ~_refused,
        or_(messages.c.act.in_(ADDRESSED), _following),
        messages.c.thing_id,
        decisions.c.kind,
        case((messages.c.act == POST_HIDDEN, decisions.c.reason), else_=decisions.c.outcome_reason),
        decisions.c.outcome,
        topics.c.kind,
        notices.c.article_id,
        func.coalesce(notices.c.text, community_notes.c.text),
        tag,
        messages.c.why,
        messages.c.nth,
        messages.c.read_at.is_not(None),
        messages.c.actor_id,
        notices.c.decision_id,
        users.c.locale,
        exists().where(*stopping),
    )
    .select_from(messages)
    .join(users, users.c.id == messages.c.person, isouter=True)
    .join(actors, actors.c.id == messages.c.actor_id, isouter=True)
    .join(topics, topics.c.id == messages.c.topic_id, isouter=True)
    .join(categories, categories.c.id == topics.c.category_id, isouter=True)
    .join(replies, replies.c.id == messages.c.reply_id, isouter=True)
    .join(decisions, decisions.c.id == messages.c.thing_id, isouter=True)
    .join(notices, notices.c.id == messages.c.thing_id, isouter=True)
    .join(community_notes, community_notes.c.id == messages.c.thing_id, isouter=True)
)
LETTER = _letter.where(messages.c.id == param("id"))
IN_DIGEST = _letter.where(messages.c.digest_id == param("digest")).order_by(messages.c.id).limit(MOST)

# A pulse says that all before it has arrived. It has been heeded, too, unless an older fact still waits in the inbox:
# one that failed and is tried again, or was parked.
_unheeded = exists().where(
    inbox.c.state.in_(("due", "parked")),
    inbox.c.received_at <= pulses.c.heard_at,
    or_(
        inbox.c.type.like(literal("accounts.user.%")),
        inbox.c.type.like(literal("community.category.%")),
        inbox.c.type.like(literal("community.topic.%")),
    ),
)
CURRENT = (
    select(func.count())
    .select_from(pulses)
    .where(pulses.c.id.in_(("accounts", "community")), pulses.c.at >= param("since"), ~_unheeded)
)


def letter(db: Reading, message_id: str) -> Letter | None:
    """What the mail of a message is decided and made of, or None when there is no such message."""
    return db.find(LETTER, Letter, id=message_id)


def in_digest(db: Reading, digest_id: str) -> list[Letter]:
    """What a digest is decided and made of, oldest first."""
    return db.all(IN_DIGEST, Letter, digest=digest_id)


def current(db: Reading, since: datetime) -> bool:
    """Whether the copies of both accounts and community hold everything that happened before `since`."""
    return int(db.value(CURRENT, since=since)) == 2
