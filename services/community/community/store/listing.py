"""The statements behind lists of topics: each built once, each asking the one question who may read."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import chain, combinations
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, or_, select, tuple_, union_all

from community.model.topic import QUESTION, STATES
from community.store.tables import categories, follows, people, topic_tags, topics
from portalkit.database import Reading, listed, param, visible
from portalkit.viewer import Viewer

Rows = Sequence[Row[Any]]

TOPICS_PAGE, MOST_PINNED = 20, 10
NEWEST, LAST = datetime(9999, 1, 1, tzinfo=UTC), "~"  # a time and an id after all others
EARLIEST, NEW = datetime(1, 1, 1, tzinfo=UTC), "new"


def followed(kind: str) -> Select[Any]:
    """The ids of the topics or categories that the viewer follows, or the tags."""
    mine = (follows.c.user_id == param("viewer_id"), follows.c.kind == kind, follows.c.following)
    return select(follows.c.thing_id).where(*mine)


# First which topics, from one index and with nothing joined, then what is shown of them.
_AFTER = tuple_(topics.c.last_activity_at, topics.c.id) < tuple_(
    param("at", type_=topics.c.last_activity_at.type), param("id")
)
_FOUND = (
    select(topics.c.id)
    .where(topics.c.shown, visible(topics), _AFTER)
    .order_by(topics.c.last_activity_at.desc(), topics.c.id.desc())
)
# With no place to go on from: compared with one, each topic's row would be looked up.
_PINNED = (
    select(topics.c.id)
    .where(topics.c.pinned, topics.c.shown, visible(topics))
    .order_by(topics.c.last_activity_at.desc(), topics.c.id.desc())
)
_IN = topics.c.category_id.in_(listed("within"))
_KIND = topics.c.kind == param("kind")
_TAG = topics.c.id.in_(select(topic_tags.c.topic_id).where(topic_tags.c.tag == param("tag")))
_STATES: dict[str | None, Select[Any]] = {
    None: _FOUND,
    "unpinned": _FOUND.where(~topics.c.pinned),
    NEW: _FOUND.where(topics.c.last_activity_at > param("since")),
    "mine": _FOUND.where(topics.c.author_id == param("viewer_id")),
    "followed": _FOUND.where(
        or_(
            topics.c.id.in_(followed("topic")),
            topics.c.category_id.in_(followed("category")),
            topics.c.id.in_(select(topic_tags.c.topic_id).where(topic_tags.c.tag.in_(followed("tag")))),
        )
    ),
    # Only questions wait for an answer.
    **{state: _FOUND.where(topics.c.state == state, topics.c.kind == QUESTION) for state in STATES},
}


def _rows_of(found: Select[Any], limit: int) -> Select[Any]:
    return shown_of(found.limit(limit).subquery())


def shown_of(first: Subquery) -> Select[Any]:
    """What lists show of the topics whose ids are `first`."""
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
            topics.c.kind.label("topic_kind"),
            topics.c.votes,
            topics.c.pinned,
            topics.c.idea_state,
            categories.c.name.label("category_name"),
        )
        .join_from(first, topics, topics.c.id == first.c.id)
        .join(categories, categories.c.id == topics.c.category_id)
        .join(people, people.c.id == topics.c.author_id, isouter=True)
        .order_by(topics.c.last_activity_at.desc(), topics.c.id.desc())
    )


NARROWED = {"kind": _KIND, "tag": _TAG, "within": _IN}
LISTS = {
    (state, names): _rows_of(found.where(*(NARROWED[name] for name in names)), TOPICS_PAGE + 1)
    for state, found in _STATES.items()
    for names in chain.from_iterable(combinations(NARROWED, number) for number in range(len(NARROWED) + 1))
}


def _below_pinned(*where: ColumnElement[bool]) -> Select[Any]:
    """The first page with what is pinned, in one statement: the two are told apart by the rows."""
    parts = (
        found.where(*where).limit(most).subquery()
        for found, most in ((_STATES["unpinned"], TOPICS_PAGE + 1), (_PINNED, MOST_PINNED))
    )
    return shown_of(union_all(*(select(part.c.id) for part in parts)).subquery())


FOLLOWED = _rows_of(_FOUND.where(topics.c.id.in_(followed("topic"))), TOPICS_PAGE + 1)
FIRST_PAGES = {False: _below_pinned(), True: _below_pinned(_IN)}
RECENT = _rows_of(_FOUND, 5)


def latest(
    db: Reading,
    viewer: Viewer,
    state: str | None,
    after: list[Any] | None,
    *,
    kind: str | None = None,
    tag: str | None = None,
    within: list[str] | None = None,
    since: datetime | None = None,
) -> Rows:
    """One more than a page of topics, latest activity first.

    They are of a `kind`, have a `tag` and are in the categories `within` (None: all of them); `new` ones moved `since`.
    """
    at, id = after or (NEWEST, LAST)
    asked = {"kind": kind, "tag": tag, "within": within}
    more: dict[str, Any] = {name: value for name, value in asked.items() if value is not None}
    found = LISTS[state, tuple(more)]
    if state == NEW:
        more["since"] = since or EARLIEST
    return db.rows(found, viewer, at=at, id=id, **more)


def first_page(db: Reading, viewer: Viewer, within: list[str] | None) -> tuple[Rows, Rows]:
    """The pinned topics in the categories `within` (None: all), and one more than a page of the others."""
    more = {"within": within} if within is not None else {}
    rows = db.rows(FIRST_PAGES[within is not None], viewer, at=NEWEST, id=LAST, **more)
    return [row for row in rows if row.pinned], [row for row in rows if not row.pinned]


def followed_topics(db: Reading, viewer: Viewer, after: list[Any] | None) -> Rows:
    """One more than a page of the topics that `viewer` follows by themselves, latest activity first."""
    at, id = after or (NEWEST, LAST)
    return db.rows(FOLLOWED, viewer, at=at, id=id)


def recent(db: Reading, viewer: Viewer) -> Rows:
    """The five topics with the latest activity."""
    return db.rows(RECENT, viewer, at=NEWEST, id=LAST)
