"""The statements that fill pages and lists: each built once, each asking the one question who may read."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Integer,
    Row,
    String,
    and_,
    exists,
    false,
    func,
    or_,
    select,
    tuple_,
)

from community.model.category import keeps
from community.store import tallies
from community.store.articles import GROWN
from community.store.decisions import TOPIC_MET, writer
from community.store.listing import Rows, followed
from community.store.tables import categories, people, replies, topic_counts, topics, votes
from portalkit.database import Reading, listed, param, satisfied_keys, visible
from portalkit.viewer import Viewer

REPLIES_PAGE = 50
OLDEST = datetime(1, 1, 1, tzinfo=UTC)
MOST_VOTES = 2**31 - 1
FIRST = ""  # an id before all others


_counts_here = and_(topic_counts.c.category_id == categories.c.id, topic_counts.c.audience_key.in_(satisfied_keys()))
CATEGORIES = (
    select(
        categories.c.id,
        categories.c.parent_id,
        categories.c.name,
        categories.c.description,
        categories.c.path,
        func.coalesce(func.sum(topic_counts.c.count), 0).label("count"),
        categories.c.id.in_(followed("category")).label("following"),
        param("tag", type_=String).in_(followed("tag")).label("tag_following"),  # the same for all
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
        categories.c.owner_id,
        categories.c.deputy_id,
        func.coalesce(func.sum(topic_counts.c.count), 0).label("count"),
    )
    .join_from(categories, topic_counts, _counts_here, isouter=True)
    .where(or_(param("sees_all"), categories.c.audience_key.in_(satisfied_keys())))
    .group_by(categories.c.id)
    .order_by(categories.c.path)
)


# Besides what is shown to everybody, people meet their own hidden posts, but nothing else in a topic that is hidden.
_mine = replies.c.author_id == param("writer")
REPLY_MET = or_(
    and_(replies.c.state == "shown", topics.c.shown),
    and_(replies.c.state != "gone", or_(and_(_mine, TOPIC_MET), param("sees_hidden"))),
)


def _voted(thing: Any) -> Any:
    return exists().where(votes.c.thing_id == thing.c.id, votes.c.person == param("viewer_id")).label("voted")


_accepted, _answerer = replies.alias("accepted"), people.alias("answerer")
_ANY_TOPIC = (
    select(
        topics.c.id,
        topics.c.title,
        topics.c.html,
        topics.c.body,
        topics.c.author_id,
        people.c.name,
        people.c.kind,
        people.c.verified_customer,
        people.c.expert,
        topics.c.asked_at,
        topics.c.edited_at,
        topics.c.state,
        topics.c.locked,
        topics.c.kind.label("topic_kind"),
        topics.c.pinned,
        topics.c.idea_state,
        topics.c.idea_reason,
        topics.c.votes,
        _voted(topics),
        topics.c.shown,
        topics.c.hidden_reason,
        topics.c.held,
        topics.c.decision_id,
        topics.c.category_id,
        categories.c.name.label("category_name"),
        topics.c.reply_count,
        topics.c.version,
        topics.c.id.in_(followed("topic")).label("following"),
        topics.c.accepted_reply_id,
        _accepted.c.html.label("a_html"),
        _accepted.c.body.label("a_body"),
        _accepted.c.author_id.label("a_author_id"),
        _answerer.c.name.label("a_name"),
        _answerer.c.kind.label("a_kind"),
        _answerer.c.verified_customer.label("a_verified"),
        _answerer.c.expert.label("a_expert"),
        _accepted.c.written_at.label("a_written_at"),
        _accepted.c.edited_at.label("a_edited_at"),
        _accepted.c.state.label("a_state"),
        _accepted.c.hidden_reason.label("a_hidden_reason"),
        _accepted.c.version.label("a_version"),
        _accepted.c.decision_id.label("a_decision_id"),
        _accepted.c.votes.label("a_votes"),
        _voted(_accepted).label("a_voted"),
        tallies.of(_accepted.c.author_id).label("a_points"),
        topics.c.split_from_id,
        topics.c.offshoots,
        topics.c.tags,
        topics.c.audience_key,
        categories.c.audience_key.label("category_key"),
        GROWN.label("article_id"),
        tallies.of(topics.c.author_id).label("points"),
    )
    .join_from(topics, categories)
    .join(people, people.c.id == topics.c.author_id, isouter=True)
    .join(_accepted, _accepted.c.id == topics.c.accepted_reply_id, isouter=True)
    .join(_answerer, _answerer.c.id == _accepted.c.author_id, isouter=True)
    .where(visible(topics), or_(TOPIC_MET, param("sees_hidden")), topics.c.merged_into_id.is_(None))
)
TOPIC = _ANY_TOPIC.where(topics.c.id == param("id"))
_merged = topics.alias("merged")
TARGET = _ANY_TOPIC.where(
    topics.c.id == select(_merged.c.merged_into_id).where(_merged.c.id == param("id")).scalar_subquery()
)
_KIN = select(topics.c.id, topics.c.title, topics.c.asked_at).where(
    topics.c.shown, topics.c.merged_into_id.is_(None), visible(topics)
)
ORIGIN = _KIN.where(topics.c.id == param("id"))
OFFSHOOTS = _KIN.where(topics.c.split_from_id == param("id")).order_by(topics.c.asked_at, topics.c.id).limit(20)
_REPLY = (
    select(
        replies.c.id,
        replies.c.html,
        replies.c.body,
        replies.c.author_id,
        people.c.name,
        people.c.kind,
        people.c.verified_customer,
        people.c.expert,
        replies.c.written_at,
        replies.c.edited_at,
        replies.c.state,
        replies.c.hidden_reason,
        replies.c.version,
        replies.c.decision_id,
        replies.c.votes,
        _voted(replies),
        replies.c.held,
    )
    .join_from(replies, topics)
    .join(people, people.c.id == replies.c.author_id, isouter=True)
    .where(visible(topics), REPLY_MET)
)
_written, _at = (replies.c.written_at, replies.c.id), (param("at", type_=replies.c.written_at.type), param("id"))
_helped = -replies.c.votes  # those that helped most come first
ORDERS = {"written": ("written_at", "id"), "votes": ("votes", "written_at", "id")}
_reached = tallies.by_person(select(replies.c.author_id).where(replies.c.topic_id == param("topic_id")))
REPLIES = {
    order: _REPLY.join(_reached, _reached.c.person == replies.c.author_id, isouter=True)
    .add_columns(_reached.c.points)
    .where(replies.c.topic_id == param("topic_id"), tuple_(*by) > tuple_(*after))
    .order_by(*by)
    .limit(REPLIES_PAGE + 1)
    for order, by, after in (
        ("written", _written, _at),
        ("votes", (_helped, *_written), (-param("number", type_=Integer), *_at)),
    )
}
REPLY = _REPLY.add_columns(
    tallies.of(replies.c.author_id).label("points"),
    topics.c.id.label("topic_id"),
    topics.c.title,
    topics.c.author_id.label("asker_id"),
    topics.c.accepted_reply_id,
    topics.c.shown,
    topics.c.kind.label("topic_kind"),
).where(replies.c.id == param("id"))

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


def readable_categories(db: Reading, viewer: Viewer, tag: str | None = None) -> Rows:
    """The categories `viewer` may read, in the order of the tree, with the number of topics they may read in each.

    Each says whether `viewer` follows `tag`, too.
    """
    return db.rows(CATEGORIES, viewer, tag=tag or "")


def staffs_categories(db: Reading, viewer: Viewer) -> Rows:
    """The tree where it is edited: all of it for those who look after it, for other staff what they may read."""
    return db.rows(STAFFS_CATEGORIES, viewer, sees_all=keeps(viewer))


def topic(db: Reading, viewer: Viewer, id: str) -> Row[Any] | None:
    """Everything the topic page shows but the list of replies; a hidden one is there for moderators and its writer.

    Of a topic that was merged it is the one that it was merged into: it has another id.
    """
    asked = {"id": id, **writer(viewer)}
    rows = db.rows(TOPIC, viewer, **asked) or db.rows(TARGET, viewer, **asked)
    return rows[0] if rows else None


def kin(db: Reading, viewer: Viewer, topic: Row[Any]) -> tuple[Rows, Rows]:
    """The topic that this one was split from, and those that were split from it, as far as `viewer` may read them."""
    origin = db.rows(ORIGIN, viewer, id=topic.split_from_id) if topic.split_from_id else ()
    return origin, db.rows(OFFSHOOTS, viewer, id=topic.id) if topic.offshoots else ()


def topic_replies(db: Reading, viewer: Viewer, topic_id: str, order: str, after: list[Any] | None) -> Rows:
    """One more than a page of a topic's replies in one of `ORDERS`; hidden ones for moderators and their writers."""
    *number, at, id = after or ((MOST_VOTES, OLDEST, FIRST) if order == "votes" else (OLDEST, FIRST))
    more = {"number": number[0]} if number else {}
    return db.rows(REPLIES[order], viewer, topic_id=topic_id, at=at, id=id, **more, **writer(viewer))


def reply(db: Reading, viewer: Viewer, id: str) -> Row[Any] | None:
    """A reply with what its edit page says of its topic."""
    rows = db.rows(REPLY, viewer, id=id, **writer(viewer))
    return rows[0] if rows else None


def visible_among(db: Reading, viewer: Viewer, ids: list[str]) -> Rows:
    """Those of `ids` that are topics `viewer` may read now."""
    return db.rows(VISIBLE, viewer, ids=ids)


def visible_replies_among(db: Reading, viewer: Viewer, ids: list[str]) -> Rows:
    """Those of `ids` that are replies `viewer` may read now, each with the title and state of its topic."""
    return db.rows(VISIBLE_REPLIES, viewer, ids=ids)
