"""Rows of the copies of things; each is kept only if it is newer than what is there."""

from datetime import datetime

from sqlalchemy import select

from notify.model.copies import Category, Decision, Follow, Note, Notice, Reply, Topic
from notify.store.tables import (
    categories,
    community_notes,
    decisions,
    ended_sessions,
    follows,
    notices,
    pulses,
    replies,
    topics,
)
from portalkit.database import Reading, Transaction, columns, param, values_of
from portalkit.events import Event

TOPIC = select(*columns(topics, Topic)).where(topics.c.id == param("id"))
REPLY = select(*columns(replies, Reply)).where(replies.c.id == param("id"))
CATEGORY = select(*columns(categories, Category)).where(categories.c.id == param("id"))
DECISION = select(*columns(decisions, Decision)).where(decisions.c.id == param("id"))
NOTICE = select(*columns(notices, Notice)).where(notices.c.id == param("id"))
FOLLOW = select(*columns(follows, Follow)).where(follows.c.id == param("id"))
NOTE = select(*columns(community_notes, Note)).where(community_notes.c.id == param("id"))
Copy = Category | Topic | Reply | Decision | Follow | Notice | Note
TABLES = {
    Category: categories,
    Topic: topics,
    Reply: replies,
    Decision: decisions,
    Follow: follows,
    Notice: notices,
    Note: community_notes,
}
FORGET_SESSIONS = ended_sessions.delete().where(ended_sessions.c.ended_at < param("before"))


def keep(tx: Transaction, copy: Copy) -> None:
    """Keep the copy, unless the one kept is as new."""
    table = TABLES[type(copy)]
    tx.keep(table, **values_of(table, copy))


def keep_pulse(tx: Transaction, event: Event) -> None:
    """Note that everything a service published before `event` has arrived."""
    tx.keep(pulses, event.subject, event.version, at=event.time, heard_at=tx.now)


def keep_ended(tx: Transaction, event: Event) -> None:
    """Note that a session has ended."""
    tx.keep(ended_sessions, event.subject, event.version, ended_at=event.time)


def topic(db: Reading, id: str) -> Topic | None:
    """The copy of a topic."""
    return db.find(TOPIC, Topic, id=id)


def reply(db: Reading, id: str) -> Reply | None:
    """The copy of a reply."""
    return db.find(REPLY, Reply, id=id)


def decision(db: Reading, id: str) -> Decision | None:
    """The copy of a decision."""
    return db.find(DECISION, Decision, id=id)


def category(db: Reading, id: str) -> Category | None:
    """The copy of a category."""
    return db.find(CATEGORY, Category, id=id)


def notice(db: Reading, id: str) -> Notice | None:
    """The copy of a notice."""
    return db.find(NOTICE, Notice, id=id)


def follow(db: Reading, id: str) -> Follow | None:
    """The copy of who follows something."""
    return db.find(FOLLOW, Follow, id=id)


def note(db: Reading, id: str) -> Note | None:
    """The copy of a note."""
    return db.find(NOTE, Note, id=id)


def forget_ended(tx: Transaction, before: datetime) -> None:
    """Drop sessions that ended before then."""
    tx.execute(FORGET_SESSIONS, before=before)
