"""Rows of pins, and the lists of a category that begin with what is pinned there."""

from dataclasses import asdict
from typing import Any

from sqlalchemy import Integer, Row, and_, cast, exists, null, or_, select, union_all

from knowledge.model.pin import MOST, Pin
from knowledge.store.shelves import CARD, CARDS, CARDS_A_PAGE, IN, NEWEST, NEXT, ORIGINAL, READABLE
from knowledge.store.tables import articles, categories, pins
from portalkit.database import Reading, Transaction, columns, param
from portalkit.statements import NoWayIn
from portalkit.viewer import Viewer

# The article still lies where it was pinned; few are, so the pins are the way to them, not all that lies there.
HOLDS = and_(
    pins.c.article_id == articles.c.id,
    pins.c.category_id == NoWayIn(articles.c.category_id),
    or_(pins.c.until.is_(None), pins.c.until > param("now")),
)
_here = pins.c.category_id == param("category")
UNPINNED = ~exists().where(HOLDS, _here)
_pinned = (
    select(articles.c.id, pins.c.place)
    .join_from(pins, articles, HOLDS)
    .where(_here, READABLE, ORIGINAL)
    .order_by(pins.c.place)
    .limit(MOST)
    .subquery()
)
_others = (
    select(articles.c.id, cast(null(), Integer).label("place"))
    .where(IN, UNPINNED, READABLE, ORIGINAL)
    .order_by(*NEWEST)
    .limit(param("most"))
    .subquery()
)
_first = union_all(select(_pinned), select(_others)).subquery()
FIRST_PAGE = (
    select(*CARD, categories.c.name, _first.c.place)
    .join_from(_first, articles, articles.c.id == _first.c.id)
    .join(categories)
    .order_by(_first.c.place.is_(None), _first.c.place, *NEWEST)
)
FURTHER = CARDS.where(IN, NEXT, UNPINNED)
WITHIN = (
    select(*columns(pins, Pin)).join_from(pins, articles, HOLDS).where(_here).order_by(pins.c.place, pins.c.article_id)
)
REMOVE = pins.delete().where(pins.c.article_id == param("article"))


def first_page(
    db: Reading, viewer: Viewer, category_id: str, inside: list[str]
) -> tuple[list[Row[Any]], list[Row[Any]]]:
    """What is pinned in a category, in its order, and a page and one more of what else lies `inside`, newest first."""
    asked = {"category": category_id, "category_ids": inside, "now": db.now, "most": CARDS_A_PAGE + 1}
    rows = db.rows(FIRST_PAGE, viewer, **asked)
    return [row for row in rows if row.place is not None], [row for row in rows if row.place is None]


def further(db: Reading, viewer: Viewer, category_id: str, inside: list[str], last: list[Any]) -> list[Row[Any]]:
    """The same list behind the sort values `last`: a page and one more of what is not pinned."""
    asked = {"category": category_id, "category_ids": inside, "last_at": last[0], "last_id": last[1]}
    return list(db.rows(FURTHER, viewer, now=db.now, most=CARDS_A_PAGE + 1, **asked))


def within(db: Reading, category_id: str) -> list[Pin]:
    """The pins that hold in a category, in their order, whoever may read the articles: for editors."""
    return db.all(WITHIN, Pin, category=category_id, now=db.now)


def put(tx: Transaction, pin: Pin) -> None:
    """Keep a pin, in place of the one that its article had."""
    tx.put(pins, **asdict(pin))


def remove(tx: Transaction, article_id: str) -> None:
    """Let the article stand where it stood."""
    tx.execute(REMOVE, article=article_id)
