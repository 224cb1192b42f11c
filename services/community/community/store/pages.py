"""The statements that fill pages and lists: each built once, each asking the one question who may read."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, false, func, or_, select, tuple_

from community.model.category import keeps
from community.model.topic import STATES
from community.store.decisions import TOPIC_MET, writer
from community.store.decisions import VISIBLE as VISIBLE_DECISIONS
from community.store.tables import categories, follows, people, replies, topic_counts, topics
from portalkit.database import Reading, listed, param, satisfied_keys, visible
from portalkit.viewer import Viewer

Rows = Sequence[Row[Any]]

TOPICS_PAGE, REPLIES_PAGE, SITEMAP_PAGE = 20, 50, 1000
NEWEST, OLDEST = datetime(9999, 1, 1, tzinfo=UTC), datetime(1, 1, 1, tzinfo=UTC)
FIRST, LAST = "", "~"  # ids before and after all others


def _followed(kind: str) -> Select[Any]:
    mine = (follows.c.user_id == param("viewer_id"), follows.c.kind == kind, follows.c.following)
    return select(follows.c.thing_id).where(*mine)


_counts_here = and_(topic_counts.c.category_id == categories.c.id, topic_counts.c.audience_key.in_(satisfied_keys()))
CATEGORIES = (
    select(
        categories.c.id,
        categories.c.parent_id,
        categories.c.name,
        categories.c.description,
        categories.c.path,
        func.coalesce(func.sum(topic_counts.c.count), 0).label("count"),
        categories.c.id.in_(_followed("category")).label("following"),
    )
    .join_from(categories, topic_counts, _counts_here, isouter=True)
    .where(categories.c.audience_key.in_(satisfied_keys()))
    .group_by(categories.c.id)
    .order_by(categories.c.path)
)

STAFFS_CATEGORIES = (
    select(
        categories.c.id,
        categories.c.parent_id,
        categories.c.name,
        categories.c.description,
        categories.c.path,
        categories.c.own_key,
        categories.c.version,
        func.coalesce(func.sum(topic_counts.c.count), 0).label("count"),
    )
    .join_from(categories, topic_counts, _counts_here, isouter=True)
    .where(or_(param("sees_all"), categories.c.audience_key.in_(satisfied_keys())))
    .group_by(categories.c.id)
    .order_by(categories.c.path)
)

# First which topics, from one index and with nothing joined, then what is shown of them.
_AFTER = tuple_(topics.c.last_activity_at, topics.c.id) < tuple_(
    param("at", type_=topics.c.last_activity_at.type), param("id")
)
_FOUND = (
    select(topics.c.id)
    .where(topics.c.shown, visible(topics), _AFTER)
    .order_by(topics.c.last_activity_at.desc(), topics.c.id.desc())
)
_IN = topics.c.category_id.in_(listed("within"))
_STATES: dict[str | None, Select[Any]] = {
    None: _FOUND,
    "mine": _FOUND.where(topics.c.author_id == param("viewer_id")),
    "followed": _FOUND.where(or_(topics.c.id.in_(_followed("topic")), topics.c.category_id.in_(_followed("category")))),
    **{state: _FOUND.where(topics.c.state == state) for state in STATES},
}


def _rows_of(found: Select[Any], limit: int) -> Select[Any]:
    first = found.limit(limit).subquery()
    return (
        select(
            topics.c.id,
            topics.c.title,
            topics.c.excerpt,
            topics.c.category_id,
            topics.c.author_id,
            people.c.name,
            people.c.kind,
            topics.c.asked_at,
            topics.c.last_activity_at,
            topics.c.reply_count,
            topics.c.state,
            categories.c.name.label("category_name"),
        )
        .join_from(first, topics, topics.c.id == first.c.id)
        .join(categories, categories.c.id == topics.c.category_id)
        .join(people, people.c.id == topics.c.author_id, isouter=True)
        .order_by(topics.c.last_activity_at.desc(), topics.c.id.desc())
    )


LISTS = {
    (state, inside): _rows_of(found.where(_IN) if inside else found, TOPICS_PAGE + 1)
    for state, found in _STATES.items()
    for inside in (False, True)
}
RECENT = _rows_of(_FOUND, 5)

# Besides what is shown to everybody, people meet their own hidden posts, but nothing else in a topic that is hidden.
_mine = replies.c.author_id == param("writer")
REPLY_MET = or_(and_(replies.c.state == "shown", topics.c.shown), and_(_mine, TOPIC_MET))

_accepted, _answerer = replies.alias("accepted"), people.alias("answerer")
TOPIC = (
    select(
        topics.c.id,
        topics.c.title,
        topics.c.html,
        topics.c.body,
        topics.c.author_id,
        people.c.name,
        people.c.kind,
        topics.c.asked_at,
        topics.c.edited_at,
        topics.c.state,
        topics.c.locked,
        topics.c.shown,
        topics.c.hidden_reason,
        topics.c.decision_id,
        topics.c.category_id,
        categories.c.name.label("category_name"),
        topics.c.reply_count,
        topics.c.version,
        topics.c.id.in_(_followed("topic")).label("following"),
        topics.c.accepted_reply_id,
        _accepted.c.html.label("a_html"),
        _accepted.c.body.label("a_body"),
        _accepted.c.author_id.label("a_author_id"),
        _answerer.c.name.label("a_name"),
        _answerer.c.kind.label("a_kind"),
        _accepted.c.written_at.label("a_written_at"),
        _accepted.c.edited_at.label("a_edited_at"),
        _accepted.c.state.label("a_state"),
        _accepted.c.hidden_reason.label("a_hidden_reason"),
        _accepted.c.version.label("a_version"),
        _accepted.c.decision_id.label("a_decision_id"),
    )
    .join_from(topics, categories)
    .join(people, people.c.id == topics.c.author_id, isouter=True)
    .join(_accepted, _accepted.c.id == topics.c.accepted_reply_id, isouter=True)
    .join(_answerer, _answerer.c.id == _accepted.c.author_id, isouter=True)
    .where(topics.c.id == param("id"), visible(topics), or_(TOPIC_MET, param("sees_hidden")))
)
_REPLY = (
    select(
        replies.c.id,
        replies.c.html,
        replies.c.body,
        replies.c.author_id,
        people.c.name,
        people.c.kind,
        replies.c.written_at,
        replies.c.edited_at,
        replies.c.state,
        replies.c.hidden_reason,
        replies.c.version,
        replies.c.decision_id,
    )
    .join_from(replies, topics)
    .join(people, people.c.id == replies.c.author_id, isouter=True)
    .where(visible(topics), or_(REPLY_MET, param("sees_hidden")))
)
REPLIES = (
    _REPLY.where(
        replies.c.topic_id == param("topic_id"),
        tuple_(replies.c.written_at, replies.c.id) > tuple_(param("at", type_=replies.c.written_at.type), param("id")),
    )
    .order_by(replies.c.written_at, replies.c.id)
    .limit(REPLIES_PAGE + 1)
)
REPLY = _REPLY.add_columns(
    topics.c.id.label("topic_id"),
    topics.c.title,
    topics.c.author_id.label("asker_id"),
    topics.c.accepted_reply_id,
    topics.c.shown,
).where(replies.c.id == param("id"))

SITEMAP = (
    select(topics.c.id, topics.c.last_activity_at)
    .where(topics.c.shown, visible(topics), topics.c.id > param("id"))
    .order_by(topics.c.id)
    .limit(SITEMAP_PAGE + 1)
)
# `shown` as an expression is no way into an index: nearly all topics are, and only a few were asked for.
VISIBLE = (
    select(topics.c.id, topics.c.title, topics.c.state, topics.c.all_removals)
    .where(topics.c.id.in_(listed("ids")), func.coalesce(topics.c.shown, false()), visible(topics))
    .order_by(topics.c.id)
)
VISIBLE_REPLIES = (
    select(replies.c.id, topics.c.title, topics.c.state)
    .join_from(replies, topics)
    .where(replies.c.id.in_(listed("ids")), replies.c.state == "shown", topics.c.shown, visible(topics))
    .order_by(replies.c.id)
)


def readable_categories(db: Reading, viewer: Viewer) -> Rows:
    """The categories `viewer` may read, in the order of the tree, with the number of topics they may read in each."""
    return db.rows(CATEGORIES, viewer)


def staffs_categories(db: Reading, viewer: Viewer) -> Rows:
    """The tree where it is edited: all of it for those who look after it, for other staff what they may read."""
    return db.rows(STAFFS_CATEGORIES, viewer, sees_all=keeps(viewer))


def latest(db: Reading, viewer: Viewer, state: str | None, within: list[str] | None, after: list[Any] | None) -> Rows:
    """One more than a page of topics, latest activity first, in the categories `within` (None: in all)."""
    at, id = after or (NEWEST, LAST)
    more = {"within": within} if within is not None else {}
    return db.rows(LISTS[state, within is not None], viewer, at=at, id=id, **more)


def recent(db: Reading, viewer: Viewer) -> Rows:
    """The five topics with the latest activity."""
    return db.rows(RECENT, viewer, at=NEWEST, id=LAST)


def topic(db: Reading, viewer: Viewer, id: str) -> Row[Any] | None:
    """Everything the topic page shows but the list of replies; a hidden one is there for moderators and its writer."""
    rows = db.rows(TOPIC, viewer, id=id, **writer(viewer))
    return rows[0] if rows else None


def topic_replies(db: Reading, viewer: Viewer, topic_id: str, after: list[Any] | None) -> Rows:
    """One more than a page of a topic's replies, oldest first; hidden ones for moderators and their writers."""
    at, id = after or (OLDEST, FIRST)
    return db.rows(REPLIES, viewer, topic_id=topic_id, at=at, id=id, **writer(viewer))


def reply(db: Reading, viewer: Viewer, id: str) -> Row[Any] | None:
    """A reply with what its edit page says of its topic."""
    rows = db.rows(REPLY, viewer, id=id, **writer(viewer))
    return rows[0] if rows else None


def sitemap(db: Reading, viewer: Viewer, after: list[Any] | None) -> Rows:
    """One more than a page of the topics `viewer` may read, in the order of their ids."""
    return db.rows(SITEMAP, viewer, id=after[0] if after else FIRST)


def visible_among(db: Reading, viewer: Viewer, ids: list[str]) -> Rows:
    """Those of `ids` that are topics `viewer` may read now."""
    return db.rows(VISIBLE, viewer, ids=ids)


def visible_replies_among(db: Reading, viewer: Viewer, ids: list[str]) -> Rows:
    """Those of `ids` that are replies `viewer` may read now, each with the title and state of its topic."""
    return db.rows(VISIBLE_REPLIES, viewer, ids=ids)


def visible_decisions_among(db: Reading, viewer: Viewer, ids: list[str]) -> Rows:
    """Those of `ids` that are decisions about what `viewer` wrote, or that a moderator may read."""
    return db.rows(VISIBLE_DECISIONS, viewer, ids=ids, **writer(viewer))
