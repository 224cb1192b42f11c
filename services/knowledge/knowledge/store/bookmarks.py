"""Rows of bookmarks. Of what somebody saved they find again what they may still read."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Row, String, and_, cast, func, null, or_, select, union_all

from knowledge.model.bookmark import Bookmark
from knowledge.store.shelves import READABLE
from knowledge.store.tables import articles, bookmarks, categories, topic_categories, topics
from portalkit.database import Reading, Transaction, param, readable_categories, satisfied_keys
from portalkit.errors import Missing
from portalkit.viewer import Viewer

ROWS_A_PAGE = 20

TOPIC_READABLE = and_(
    topics.c.shown,
    topics.c.category_id.in_(readable_categories(topic_categories)),
    topics.c.audience_key.in_(satisfied_keys()),
)
_mine = bookmarks.c.person_id == param("viewer_id")
_nothing = cast(null(), String)
_articles = (
    select(
        bookmarks.c.thing_id.label("id"),
        bookmarks.c.kind,
        bookmarks.c.saved_at,
        articles.c.title,
        articles.c.genre,
        categories.c.name.label("category"),
    )
    .select_from(
        bookmarks.join(articles, articles.c.id == bookmarks.c.thing_id).join(
            categories, categories.c.id == articles.c.category_id
        )
    )
    .where(_mine, bookmarks.c.kind == "article", READABLE)
)
_topics = (
    select(
        bookmarks.c.thing_id,
        bookmarks.c.kind,
        bookmarks.c.saved_at,
        topics.c.title,
        _nothing,
        topic_categories.c.name,
    )
    .select_from(
        bookmarks.join(topics, topics.c.id == bookmarks.c.thing_id).join(
            topic_categories, topic_categories.c.id == topics.c.category_id
        )
    )
    .where(_mine, bookmarks.c.kind == "topic", TOPIC_READABLE)
)
CATEGORY_READABLE = categories.c.id.in_(readable_categories(categories))
_above = categories.alias("above")  # whoever may read a category may read what it lies in
_categories = (
    select(bookmarks.c.thing_id, bookmarks.c.kind, bookmarks.c.saved_at, categories.c.name, _nothing, _above.c.name)
    .select_from(
        bookmarks.join(categories, categories.c.id == bookmarks.c.thing_id).outerjoin(
            _above, _above.c.id == categories.c.parent_id
        )
    )
    .where(_mine, bookmarks.c.kind == "category", CATEGORY_READABLE)
)
_all = union_all(_articles, _topics, _categories).subquery()
_list = select(_all).order_by(_all.c.saved_at.desc(), _all.c.id.desc()).limit(ROWS_A_PAGE + 1)
_earlier = or_(
    _all.c.saved_at < param("last_at"), and_(_all.c.saved_at == param("last_at"), _all.c.id < param("last_id"))
)
_of_kind = _all.c.kind == param("wanted")
LISTS = {
    (kind, later): _list.where(*([_of_kind] if kind else []), *([_earlier] if later else []))
    for kind in (False, True)
    for later in (False, True)
}
_saved_topic = and_(bookmarks.c.thing_id == topics.c.id, bookmarks.c.kind == "topic", _mine)
SAVED_TOPIC = (
    select(bookmarks.c.saved_at)
    .select_from(topics.outerjoin(bookmarks, _saved_topic))
    .where(topics.c.id == param("id"), TOPIC_READABLE)
)
TOPIC = select(topics.c.id).where(topics.c.id == param("id"), TOPIC_READABLE)
CATEGORY = select(categories.c.id).where(categories.c.id == param("id"), CATEGORY_READABLE)
NUMBER = select(func.count()).select_from(bookmarks).where(bookmarks.c.person_id == param("person"))
REMOVE = bookmarks.delete().where(bookmarks.c.person_id == param("person"), bookmarks.c.thing_id == param("thing"))
FORGET = bookmarks.delete().where(bookmarks.c.person_id == param("person"))


def listed(db: Reading, viewer: Viewer, kind: str | None, last: list[Any] | None) -> list[Row[Any]]:
    """A page of what `viewer` saved and may read now, and one more if there are more, last saved first."""
    more: dict[str, Any] = {"now": db.now}
    if kind is not None:
        more["wanted"] = kind
    if last is not None:
        more["last_at"], more["last_id"] = last
    return list(db.rows(LISTS[kind is not None, last is not None], viewer, **more))


def may_read_topic(db: Reading, viewer: Viewer, id: str) -> bool:
    """Whether the copy of a topic says that `viewer` may read it."""
    return bool(db.rows(TOPIC, viewer, id=id))


def is_topic_saved(db: Reading, viewer: Viewer, id: str) -> bool:
    """Whether `viewer` saved a topic. Raises Missing for one that they may not read as far as is known here."""
    rows = db.rows(SAVED_TOPIC, viewer, id=id)
    if not rows:
        raise Missing()
    return rows[0].saved_at is not None


def may_read_category(db: Reading, viewer: Viewer, id: str) -> bool:
    """Whether there is such a category for `viewer`."""
    return bool(db.rows(CATEGORY, viewer, id=id))


def number(db: Reading, person_id: str) -> int:
    """How many things somebody saved."""
    return int(db.value(NUMBER, person=person_id))


def put(tx: Transaction, bookmark: Bookmark) -> None:
    """Keep it, or when it was saved last."""
    tx.put(bookmarks, **asdict(bookmark))


def remove(tx: Transaction, person_id: str, thing_id: str) -> None:
    """Forget one."""
    tx.execute(REMOVE, person=person_id, thing=thing_id)


def forget(tx: Transaction, person_id: str) -> None:
    """Forget all that somebody saved."""
    tx.execute(FORGET, person=person_id)
