"""The statements behind the page of a person, and behind the names that are suggested after an @."""

from typing import Any

from sqlalchemy import Row, and_, func, or_, select, union

from community.store import newcomers, tallies, trusts
from community.store.listing import Rows, shown_of
from community.store.people import MET, meets
from community.store.standings import GIVEN, SEEN
from community.store.tables import people, replies, standings, topics
from portalkit.database import Reading, param, visible
from portalkit.viewer import Viewer

MOST, SUGGESTED = 10, 6

_readable = and_(topics.c.shown, visible(topics))
_asked = select(func.count()).where(topics.c.author_id == people.c.id, _readable).scalar_subquery()
_replied = (
    select(func.count())
    .select_from(replies)
    .join(topics, topics.c.id == replies.c.topic_id)
    .where(replies.c.author_id == people.c.id, replies.c.state == "shown", _readable)
    .scalar_subquery()
)
_accepted = select(func.count()).where(topics.c.accepted_author_id == people.c.id, _readable).scalar_subquery()
PERSON = (
    select(
        people.c.id,
        people.c.name,
        people.c.kind,
        people.c.handle,
        people.c.verified_customer,
        people.c.expert,
        people.c.joined_at,
        _asked.label("asked"),
        _replied.label("replied"),
        _accepted.label("accepted"),
        tallies.of(people.c.id).label("points"),
        standings.c.listed,
        standings.c.named,
        GIVEN.label("badges"),
        *SEEN,
    )
    .join_from(people, standings, standings.c.person == people.c.id, isouter=True)
    .where(people.c.id == param("id"), people.c.name != "", MET)
)
MINE = PERSON.add_columns(*trusts.MORE, newcomers.POSTS.label("posts"))  # with where one stands
_latest = (topics.c.last_activity_at.desc(), topics.c.id.desc())
_theirs, _answered = (
    select(topics.c.id).where(whose == param("id"), _readable).order_by(*_latest).limit(MOST).subquery()
    for whose in (topics.c.author_id, topics.c.accepted_author_id)
)
WRITTEN = shown_of(union(select(_theirs.c.id), select(_answered.c.id)).subquery()).add_columns(
    topics.c.accepted_reply_id, topics.c.accepted_author_id
)

# In a topic, those who wrote there stand before all others.
_in_topic = and_(topics.c.id == param("topic"), _readable)
_asker = select(topics.c.author_id).where(_in_topic)
_repliers = select(replies.c.author_id).join_from(replies, topics).where(_in_topic, replies.c.state == "shown")
_here = people.c.id.in_(union(_asker, _repliers))
_begun = and_(people.c.handle >= param("typed"), people.c.handle < param("until"))
_inner = and_(_here, people.c.handle.contains(param("inner"), autoescape=False))
NAMES = (
    select(people.c.id, people.c.name, people.c.kind, people.c.handle)
    .where(or_(_begun, _inner), people.c.id != param("viewer_id"), MET)
    .order_by(_here.desc(), people.c.handle)
    .limit(SUGGESTED)
)


def person(db: Reading, viewer: Viewer, id: str) -> Row[Any] | None:
    """Somebody whom `viewer` may meet, with the numbers of what of theirs `viewer` may read."""
    rows = db.rows(PERSON, viewer, id=id, **meets(viewer))
    return rows[0] if rows else None


def oneself(db: Reading, viewer: Viewer, most: int) -> Row[Any] | None:
    """The same of oneself, with what levels ask for, and how many posts are shown, `most` at most."""
    rows = db.rows(MINE, viewer, id=viewer.id, writer=viewer.id, most=most, **meets(viewer))
    return rows[0] if rows else None


def written(db: Reading, viewer: Viewer, id: str) -> tuple[Rows, Rows]:
    """The latest topics of somebody, and those with an answer of theirs that was accepted, which `viewer` may read."""
    rows = db.rows(WRITTEN, viewer, id=id)
    asked = [row for row in rows if row.author_id == id]
    return asked[:MOST], [row for row in rows if row.accepted_author_id == id][:MOST]


def names(db: Reading, viewer: Viewer, typed: str, topic_id: str) -> Rows:
    """People whom `viewer` may meet and whose names after an @ go on from what is `typed`; in a topic, those there."""
    asked = {"typed": typed, "until": typed + "~", "inner": f"-{typed}", "topic": topic_id}
    return db.rows(NAMES, viewer, **asked, **meets(viewer))
