"""Rows of notices."""

from collections.abc import Iterable

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


def add(tx: Transaction, notice: Notice) -> None:
    """Add a row."""
    tx.insert(notices, notice)


def get(db: Reading, id: str) -> Notice:
    """One notice. Raises Missing."""
    return db.one(ONE, Notice, id=id)


def which(db: Reading, person_id: str, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Those of `ids` that are for this person, with the titles that their articles have now."""
    return [(row.id, row.title) for row in db.rows(OF_PERSON, ids=list(ids), person=person_id)]
