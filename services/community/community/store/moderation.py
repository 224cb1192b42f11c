"""The statements that fill the moderators' pages; each asks who may read what it is about."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select, case, func, literal, select, tuple_, union_all

from community.store.decisions import SEEN, writer
from community.store.pages import FIRST, OLDEST
from community.store.tables import categories, decisions, flags, people, replies, topics
from portalkit.database import Reading, listed, param, visible
from portalkit.viewer import Viewer

Rows = Sequence[Row[Any]]
PAGE, MOST_FLAGS = 20, 400

_open = (
    select(
        flags.c.thing_id,
        flags.c.kind,
        flags.c.topic_id,
        func.count().label("count"),
        func.min(flags.c.flagged_at, type_=flags.c.flagged_at.type).label("first_at"),
    )
    .where(flags.c.outcome.is_(None))
    .group_by(flags.c.thing_id, flags.c.kind, flags.c.topic_id)
    .subquery()
)


def _post(of: Any) -> list[Any]:
    """The columns of the post that a row of `of` is about, with the place it stands in."""
    is_topic = of.c.kind == "topic"
    return [
        of.c.kind.label("post_kind"),
        of.c.thing_id,
        of.c.topic_id,
        topics.c.title,
        topics.c.category_id,
        categories.c.name.label("category_name"),
        case((is_topic, topics.c.html), else_=replies.c.html).label("html"),
        func.coalesce(replies.c.author_id, topics.c.author_id).label("author_id"),
        people.c.name,
        people.c.kind,
        case((is_topic, topics.c.asked_at), else_=replies.c.written_at).label("written_at"),
        case((is_topic, topics.c.version), else_=replies.c.version).label("post_version"),
    ]


def _placed(statement: Select[Any], of: Any) -> Select[Any]:
    return (
        statement.join_from(of, topics, topics.c.id == of.c.topic_id)
        .join(categories, categories.c.id == topics.c.category_id)
        .join(replies, replies.c.id == of.c.thing_id, isouter=True)
        .join(people, people.c.id == func.coalesce(replies.c.author_id, topics.c.author_id), isouter=True)
    )


_held = union_all(
    select(
        topics.c.id.label("thing_id"),
        literal("topic").label("kind"),
        topics.c.id.label("topic_id"),
        topics.c.asked_at.label("at"),
    ).where(topics.c.held),
    select(replies.c.id, literal("reply"), replies.c.topic_id, replies.c.written_at).where(replies.c.held),
).subquery()
HELD = (
    _placed(select(*_post(_held)), _held)
    .where(
        visible(topics), tuple_(_held.c.at, _held.c.thing_id) > tuple_(param("at", type_=_held.c.at.type), param("id"))
    )
    .order_by(_held.c.at, _held.c.thing_id)
    .limit(PAGE + 1)
)
FLAGGED = (
    _placed(select(*_post(_open), _open.c.count, _open.c.first_at), _open)
    .where(
        visible(topics),
        tuple_(_open.c.first_at, _open.c.thing_id) > tuple_(param("at", type_=flags.c.flagged_at.type), param("id")),
    )
    .order_by(_open.c.first_at, _open.c.thing_id)
    .limit(PAGE + 1)
)
SAID = (
    select(
        flags.c.thing_id,
        flags.c.person,
        people.c.name,
        people.c.kind,
        flags.c.reason,
        flags.c.note,
        flags.c.flagged_at,
    )
    .join_from(flags, people, people.c.id == flags.c.person, isouter=True)
    .where(flags.c.outcome.is_(None), flags.c.thing_id.in_(listed("ids")))
    .order_by(flags.c.flagged_at, flags.c.id)
    .limit(MOST_FLAGS)
)
_decided = [
    decisions.c[name]
    for name in ("id", "version", "made_by", "reason", "made_at", "appeal", "appealed_at", "outcome", "outcome_reason")
]
_decision = select(
    *_post(decisions),
    *_decided,
    decisions.c.ended_at,
    topics.c.audience_key,
    categories.c.audience_key.label("category_key"),
)
APPEALS = (
    _placed(_decision, decisions)
    .where(
        decisions.c.appealed_at.is_not(None),
        decisions.c.outcome.is_(None),
        visible(topics),
        tuple_(decisions.c.appealed_at, decisions.c.id)
        > tuple_(param("at", type_=decisions.c.appealed_at.type), param("id")),
    )
    .order_by(decisions.c.appealed_at, decisions.c.id)
    .limit(PAGE + 1)
)
DECISION = _placed(_decision, decisions).where(decisions.c.id == param("id"), SEEN)


def flagged(db: Reading, viewer: Viewer, after: list[Any] | None) -> Rows:
    """One more than a page of posts that somebody told of, those that wait longest first."""
    at, id = after or (OLDEST, FIRST)
    return db.rows(FLAGGED, viewer, at=at, id=id)


def said(db: Reading, ids: list[str]) -> Rows:
    """What was said of these posts, by whom."""
    return db.rows(SAID, ids=ids)


def held(db: Reading, viewer: Viewer, after: list[Any] | None) -> Rows:
    """One more than a page of posts that were never shown yet, the longest waiting first."""
    at, id = after or (OLDEST, FIRST)
    return db.rows(HELD, viewer, at=at, id=id)


def appeals(db: Reading, viewer: Viewer, after: list[Any] | None) -> Rows:
    """One more than a page of appeals that wait, the longest waiting first."""
    at, id = after or (OLDEST, FIRST)
    return db.rows(APPEALS, viewer, at=at, id=id)


def decision(db: Reading, viewer: Viewer, id: str) -> Row[Any] | None:
    """A decision with the post it is about, for who wrote that and for moderators."""
    rows = db.rows(DECISION, viewer, id=id, **writer(viewer))
    return rows[0] if rows else None
