"""Rows of notices."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from knowledge.model.notice import Notice
from knowledge.store.tables import articles, notices
from portalkit.database import Reading, Transaction, columns, listed, param

ONE = select(*columns(notices, Notice)).where(notices.c.id == param("id"))
OF_PERSON = (
    select(notices.c.id, articles.c.title)
    .join_from(notices, articles, articles.c.id == notices.c.article_id)
    .where(notices.c.id.in_(listed("ids")), notices.c.person_id == param("person"))
    .order_by(notices.c.id)
)

GIVEN_SINCE = (
    select(notices.c.id)
    .where(
        notices.c.article_id == param("article"), notices.c.act == param("what"), notices.c.given_at > param("since")
    )
    .limit(1)
)


def add(tx: Transaction, notice: Notice) -> None:
    """Add a row."""
    tx.insert(notices, notice)


def get(db: Reading, id: str) -> Notice:
    """One notice. Raises Missing."""
    return db.one(ONE, Notice, id=id)


def given_since(db: Reading, article_id: str, act: str, since: datetime) -> bool:
    """Whether somebody was told of this act about an article since then."""
    return bool(db.rows(GIVEN_SINCE, article=article_id, what=act, since=since))


def which(db: Reading, person_id: str, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Those of `ids` that are for this person, with the titles that their articles have now."""
    return [(row.id, row.title) for row in db.rows(OF_PERSON, ids=list(ids), person=person_id)]
