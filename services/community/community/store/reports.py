"""Rows of what was reported of messages, and what moderators see of it: the message with its neighbours alone."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, exists, func, or_, select

from community.model.message import Message, Report
from community.store.tables import messages, people, reports, talkers
from portalkit.database import Reading, Transaction, columns, listed, param
from portalkit.viewer import Viewer

MOST, MOST_SAID = 20, 20

OF_PERSON = select(*columns(reports, Report)).where(
    reports.c.message_id == param("message"), reports.c.person == param("person")
)
_talks = exists().where(talkers.c.conversation_id == reports.c.conversation_id, talkers.c.person == param("viewer_id"))
_open = (reports.c.outcome.is_(None), ~_talks)  # nobody judges where they take part themselves
OPEN = (
    select(reports.c.message_id, func.min(reports.c.reported_at).label("first_at"), func.count().label("count"))
    .where(*_open)
    .group_by(reports.c.message_id)
    .order_by(func.min(reports.c.reported_at), reports.c.message_id)
    .limit(MOST)
)
_one, _next = messages.alias("one"), messages.alias("next")
_of_one = _next.c.conversation_id == _one.c.conversation_id
_before = select(func.max(_next.c.id)).where(_of_one, _next.c.id < _one.c.id).correlate(_one).scalar_subquery()
_after = select(func.min(_next.c.id)).where(_of_one, _next.c.id > _one.c.id).correlate(_one).scalar_subquery()
NEAR = (
    select(_one.c.id.label("reported_id"), messages, people.c.name, people.c.kind)
    .join_from(_one, messages, or_(messages.c.id == _one.c.id, messages.c.id == _before, messages.c.id == _after))
    .join(people, people.c.id == messages.c.author_id, isouter=True)
    .where(_one.c.id.in_(listed("ids")))
    .order_by(messages.c.id)
)
SAID = (
    select(reports, people.c.name, people.c.kind)
    .join_from(reports, people, people.c.id == reports.c.person, isouter=True)
    .where(reports.c.message_id.in_(listed("ids")), reports.c.outcome.is_(None))
    .order_by(reports.c.reported_at, reports.c.id)
)
REPORTED = (
    select(*columns(messages, Message))
    .join_from(messages, reports, reports.c.message_id == messages.c.id)
    .where(messages.c.id == param("id"), *_open)
    .limit(1)
)
SETTLE = (
    reports.update()
    .where(reports.c.message_id == param("message"), reports.c.outcome.is_(None))
    .values(outcome=param("what"), settled_by=param("who"), settled_at=param("now"))
)
EMPTY = (
    messages.update()
    .where(messages.c.id == param("message"))
    .values(body="", html="", excerpt="", removed_at=param("now"), removed_by=param("who"))
)


def by(db: Reading, person: str, message_id: str) -> Report | None:
    """What somebody told moderators of a message, or None."""
    return db.find(OF_PERSON, Report, person=person, message=message_id)


def add(tx: Transaction, report: Report) -> None:
    """Add a report."""
    tx.insert(reports, report)


def waiting(db: Reading, moderator: Viewer) -> Sequence[Row[Any]]:
    """The messages that were reported and wait, the longest waiting first."""
    return db.rows(OPEN, moderator)


def near(db: Reading, ids: Sequence[str]) -> Sequence[Row[Any]]:
    """These messages, each with the one before and the one after it."""
    return db.rows(NEAR, ids=list(ids))


def said(db: Reading, ids: Sequence[str]) -> Sequence[Row[Any]]:
    """What was told of these messages."""
    return db.rows(SAID, ids=list(ids))


def reported(db: Reading, moderator: Viewer, id: str) -> Message:
    """A message whose report waits for a moderator. Raises Missing."""
    return db.one(REPORTED, Message, moderator, id=id)


def settle(tx: Transaction, message_id: str, by: str, outcome: str) -> None:
    """Close what was told of a message."""
    tx.execute(SETTLE, message=message_id, who=by, what=outcome, now=tx.now)


def remove(tx: Transaction, message_id: str, by: str) -> None:
    """Take the words of a message away."""
    tx.execute(EMPTY, message=message_id, who=by, now=tx.now)
