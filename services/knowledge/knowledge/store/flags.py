"""Rows of flags, and what waits for a moderator."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, func, select, tuple_

from knowledge.model.flag import Flag
from knowledge.store.comments import SHOWN_AS
from knowledge.store.shelves import READABLE
from knowledge.store.tables import articles, categories, comments, flags, people
from portalkit.database import Reading, Transaction, columns, listed, param
from portalkit.viewer import Viewer

PAGE, MOST_FLAGS = 20, 200
OLDEST, FIRST = datetime(1, 1, 1, tzinfo=UTC), ""  # before all others

ONE = select(*columns(flags, Flag)).where(flags.c.comment_id == param("comment_id"), flags.c.person == param("person"))
RESOLVE = (
    flags.update()
    .where(flags.c.comment_id == param("comment"), flags.c.outcome.is_(None))
    .values(outcome=param("result"), resolved_at=param("now"))
)
_open = (
    select(flags.c.comment_id, func.count().label("count"), func.min(flags.c.flagged_at).label("first_at"))
    .where(flags.c.outcome.is_(None))
    .group_by(flags.c.comment_id)
    .subquery()
)
POST = (
    *SHOWN_AS,
    articles.c.id.label("article_id"),
    articles.c.title,
    articles.c.category_id,
    categories.c.name.label("category_name"),
)
PLACE = comments.join(articles).join(categories).outerjoin(people, people.c.id == comments.c.author_id)
FLAGGED = (
    select(*POST, _open.c.count, _open.c.first_at)
    .select_from(PLACE.join(_open, _open.c.comment_id == comments.c.id))
    .where(
        READABLE,
        tuple_(_open.c.first_at, comments.c.id) > tuple_(param("at", type_=flags.c.flagged_at.type), param("id")),
    )
    .order_by(_open.c.first_at, comments.c.id)
    .limit(PAGE + 1)
)
HELD = (
    select(*POST)
    .select_from(PLACE)
    .where(
        comments.c.held,
        READABLE,
        tuple_(comments.c.written_at, comments.c.id)
        > tuple_(param("at", type_=comments.c.written_at.type), param("id")),
    )
    .order_by(comments.c.written_at, comments.c.id)
    .limit(PAGE + 1)
)
SAID = (
    select(
        flags.c.comment_id,
        flags.c.person,
        people.c.name,
        people.c.kind,
        flags.c.reason,
        flags.c.note,
        flags.c.flagged_at,
    )
    .join_from(flags, people, people.c.id == flags.c.person, isouter=True)
    .where(flags.c.outcome.is_(None), flags.c.comment_id.in_(listed("ids")))
    .order_by(flags.c.flagged_at, flags.c.id)
    .limit(MOST_FLAGS)
)


def by(db: Reading, person: str, comment_id: str) -> Flag | None:
    """What the person said about the comment, or None."""
    return db.find(ONE, Flag, person=person, comment_id=comment_id)


def add(tx: Transaction, flag: Flag) -> None:
    """Add a flag."""
    tx.insert(flags, flag)


def resolve(tx: Transaction, comment_id: str, outcome: str) -> int:
    """Close what was said about a comment; how many had said something."""
    return tx.execute(RESOLVE, comment=comment_id, result=outcome, now=tx.now)


def flagged(db: Reading, viewer: Viewer, after: list[Any] | None) -> Sequence[Row[Any]]:
    """One more than a page of comments that somebody told of, those that wait longest first."""
    at, id = after or (OLDEST, FIRST)
    return db.rows(FLAGGED, viewer, now=db.now, at=at, id=id)


def held(db: Reading, viewer: Viewer, after: list[Any] | None) -> Sequence[Row[Any]]:
    """One more than a page of comments that were never shown yet, the longest waiting first."""
    at, id = after or (OLDEST, FIRST)
    return db.rows(HELD, viewer, now=db.now, at=at, id=id)


def said(db: Reading, ids: list[str]) -> Sequence[Row[Any]]:
    """What was said of these comments, by whom."""
    return db.rows(SAID, ids=ids)
