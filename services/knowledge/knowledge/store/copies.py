"""Copies of what other services own: people's names, community's categories, topics and replies."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from knowledge.store import queue
from knowledge.store.tables import people, replies, topic_categories, topics
from portalkit.database import Reading, Transaction, param

COUNT = (
    topics.update()
    .where(topics.c.id == param("topic"))
    .values(revision=topics.c.revision + 1)
    .returning(topics.c.revision)
)
PLACE = select(replies.c.topic_id).where(replies.c.id == param("reply"))

FILL = (
    people.update()
    .where(
        people.c.id == param("person"),
        people.c.version == param("told"),
        or_(people.c.joined_at.is_(None), people.c.moderates.is_(None)),
    )
    .values(
        joined_at=param("since", type_=people.c.joined_at.type),
        moderates=param("judges"),
        audiences=param("inside", type_=people.c.audiences.type),
    )
)

KEYS = (
    select(topics.c.audience_key, topic_categories.c.audience_key.label("category_key"))
    .join_from(topics, topic_categories, topic_categories.c.id == topics.c.category_id)
    .where(topics.c.id == param("topic"))
)


def keep_person(
    tx: Transaction,
    id: str,
    version: int,
    kind: str,
    name: str | None,
    active: bool | None,
    joined_at: datetime | None,
    moderates: list[str] | None = None,
) -> None:
    """Remember a name, None when it was erased, whether the person is active, None when that was not said, and the
    audiences of a moderator, None for everybody else.

    A copy that an older release made does not say since when somebody is here, nor who moderates: the same version
    again fills it in.
    """
    judges = moderates is not None
    said = {"kind": kind, "name": name, "active": active, "joined_at": joined_at}
    if not tx.keep(people, id, version, **said, moderates=judges, audiences=moderates):
        tx.execute(FILL, person=id, told=version, since=joined_at, judges=judges, inside=moderates)


def keep_category(tx: Transaction, id: str, version: int, name: str, audience_key: str) -> None:
    """Remember a category of topics. Who may read it is asked at each search, so nothing is indexed again."""
    tx.keep(topic_categories, id, version, name=name, audience_key=audience_key)


def keep_topic(tx: Transaction, id: str, version: int, **values: Any) -> None:
    """Remember a topic, and have it indexed if this was news."""
    _hold(tx, id)
    if tx.keep(topics, id, version, **values):
        _reindex(tx, id)


def keep_reply(
    tx: Transaction,
    id: str,
    version: int,
    topic_id: str,
    written_at: datetime,
    removals: int,
    body: str | None,
) -> None:
    """Remember a reply, and have its topic indexed if this was news: the one that it has left too."""
    before = tx.value(PLACE, reply=id)
    places = sorted({topic_id, before or topic_id})
    for place in places:
        _hold(tx, place)
    if tx.keep(replies, id, version, topic_id=topic_id, written_at=written_at, removals=removals, body=body):
        for place in places:
            _reindex(tx, place)


def topic_keys(db: Reading, topic_id: str) -> tuple[str, str] | None:
    """What a topic and its category demand of who reads it, as far as the copies tell."""
    rows = db.rows(KEYS, topic=topic_id)
    return (rows[0].audience_key, rows[0].category_key) if rows else None


def _hold(tx: Transaction, topic_id: str) -> None:
    """Let a topic and its replies come one after the other, the topic perhaps last: each sees what was there before."""
    tx.alone(f"topic {topic_id}")


def _reindex(tx: Transaction, topic_id: str) -> None:
    revision = tx.value(COUNT, topic=topic_id)
    if revision is not None:  # a reply may come before its topic
        queue.put(tx, "topic", topic_id, revision)
