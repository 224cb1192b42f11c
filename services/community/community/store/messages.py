"""Rows of conversations: each is found by those who take part in it alone."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, exists, func, select, tuple_
from sqlalchemy.dialects.postgresql import insert as insert_or

from community.model.message import Message, pair
from community.store.listing import LAST, NEWEST
from community.store.tables import blocks, conversations, messages, people, talkers
from portalkit.database import Reading, Transaction, columns, param
from portalkit.viewer import Viewer

PAGE, CONVERSATIONS_PAGE = 30, 20
NOTHING = ""  # before all messages

BETWEEN = select(conversations.c.id).where(conversations.c.pair == param("two"))
_me, _other = talkers.alias("me"), talkers.alias("other")
_last = messages.alias("last")
_unread = (
    select(func.count())
    .where(
        messages.c.conversation_id == _me.c.conversation_id,
        messages.c.id > _me.c.read_id,
        messages.c.author_id != _me.c.person,
    )
    .scalar_subquery()
)
_since = tuple_(conversations.c.last_at, conversations.c.id) < tuple_(
    param("at", type_=conversations.c.last_at.type), param("id")
)
LIST = (
    select(
        conversations.c.id,
        conversations.c.last_at,
        _other.c.person,
        people.c.name,
        people.c.kind,
        _last.c.excerpt,
        _last.c.author_id,
        _last.c.removed_at,
        _unread.label("unread"),
    )
    .join_from(_me, conversations, conversations.c.id == _me.c.conversation_id)
    .join(_other, and_(_other.c.conversation_id == _me.c.conversation_id, _other.c.person != _me.c.person))
    .join(_last, _last.c.id == conversations.c.last_id)
    .join(people, people.c.id == _other.c.person, isouter=True)
    .where(_me.c.person == param("viewer_id"), _since)
    .order_by(conversations.c.last_at.desc(), conversations.c.id.desc())
    .limit(CONVERSATIONS_PAGE + 1)
)
UNREAD = select(func.count()).where(_me.c.person == param("viewer_id"), _unread > 0)
_mine = exists().where(talkers.c.conversation_id == messages.c.conversation_id, talkers.c.person == param("viewer_id"))
OF = (
    select(messages)
    .where(messages.c.conversation_id == param("conversation"), messages.c.id < param("before"), _mine)
    .order_by(messages.c.id.desc())
    .limit(PAGE + 1)
)
ONE = select(*columns(messages, Message)).where(messages.c.id == param("id"), _mine)
OTHERS = select(talkers.c.person).where(
    talkers.c.conversation_id == param("conversation"), talkers.c.person != param("who")
)
WAITS = select(_unread).where(_me.c.conversation_id == param("conversation"), _me.c.person == param("who"))
READ = (
    talkers.update()
    .where(
        talkers.c.conversation_id == param("conversation"),
        talkers.c.person == param("who"),
        talkers.c.read_id < param("until"),
    )
    .values(read_id=param("until"))
)
LATEST = (
    conversations.update()
    .where(conversations.c.id == param("conversation"))
    .values(last_at=param("now"), last_id=param("latest"))
)
BLOCK = insert_or(blocks).on_conflict_do_nothing()
UNBLOCK = blocks.delete().where(blocks.c.person == param("who"), blocks.c.blocked_id == param("whom"))
BLOCKS = select(blocks.c.person).where(blocks.c.person == param("who"), blocks.c.blocked_id == param("whom"))


def between(db: Reading, one: str, other: str) -> str | None:
    """The id of the conversation that two people have, if they have one."""
    found: str | None = db.value(BETWEEN, two=pair(one, other))
    return found


def begin(tx: Transaction, id: str, one: str, other: str, message: Message) -> None:
    """Add a conversation of two with its first message."""
    at = message.written_at
    tx.execute(conversations.insert(), id=id, pair=pair(one, other), begun_at=at, last_at=at, last_id=message.id)
    rows = [{"conversation_id": id, "person": person, "read_id": NOTHING} for person in (one, other)]
    tx.execute_many(talkers.insert(), rows)
    tx.insert(messages, message)


def add(tx: Transaction, message: Message) -> None:
    """Add a message to a conversation."""
    tx.insert(messages, message)
    tx.execute(LATEST, conversation=message.conversation_id, latest=message.id, now=message.written_at)


def waits(db: Reading, conversation_id: str, person: str) -> int:
    """How many messages there somebody has not read."""
    return int(db.value(WAITS, conversation=conversation_id, who=person) or 0)


def mark_read(tx: Transaction, conversation_id: str, person: str, until: str) -> None:
    """Somebody has read all up to the message `until`."""
    tx.execute(READ, conversation=conversation_id, who=person, until=until)


def get(db: Reading, viewer: Viewer, id: str) -> Message:
    """A message of a conversation that `viewer` takes part in. Raises Missing."""
    return db.one(ONE, Message, viewer, id=id)


def other_of(db: Reading, conversation_id: str, person: str) -> str:
    """With whom somebody talks there."""
    return str(db.value(OTHERS, conversation=conversation_id, who=person))


def written(db: Reading, viewer: Viewer, conversation_id: str, before: str | None) -> Sequence[Row[Any]]:
    """One more than a page of messages, the latest first, if `viewer` takes part."""
    return db.rows(OF, viewer, conversation=conversation_id, before=before or LAST)


def conversations_of(db: Reading, viewer: Viewer, after: list[Any] | None) -> Sequence[Row[Any]]:
    """One more than a page of the conversations of `viewer`, the latest first."""
    at, id = after or (NEWEST, LAST)
    return db.rows(LIST, viewer, at=at, id=id)


def unread(db: Reading, viewer: Viewer) -> int:
    """In how many conversations something is unread."""
    return int(db.value(UNREAD, viewer))


def block(tx: Transaction, person: str, whom: str, blocked: bool) -> None:
    """Somebody wants to hear no more of somebody else, or again."""
    if blocked:
        tx.execute(BLOCK, person=person, blocked_id=whom, blocked_at=tx.now)
    else:
        tx.execute(UNBLOCK, who=person, whom=whom)


def has_blocked(db: Reading, person: str, whom: str) -> bool:
    """Whether somebody wants to hear no more of somebody else."""
    return bool(db.rows(BLOCKS, who=person, whom=whom))
