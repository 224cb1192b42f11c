"""Rows of revisions. Only who may edit an article reads them; its readers have the article."""

from typing import Any

from sqlalchemy import Row, select

from knowledge.model.revision import Revision
from knowledge.store.tables import people, revisions
from portalkit.database import Reading, Transaction, columns, param

ROWS_A_PAGE = 50

ONE = select(*columns(revisions, Revision)).where(
    revisions.c.article_id == param("article"), revisions.c.number == param("number")
)
LAST = (
    select(*columns(revisions, Revision))
    .where(revisions.c.article_id == param("article"))
    .order_by(revisions.c.number.desc())
    .limit(1)
)
LAST_OUT = (
    select(*columns(revisions, Revision))
    .where(revisions.c.article_id == param("article"), ~revisions.c.proposed)
    .order_by(revisions.c.number.desc())
    .limit(1)
)
BRING_OUT = revisions.update().where(revisions.c.id == param("of")).values(proposed=False)
_head = (
    revisions.c.proposed,
    revisions.c.number,
    revisions.c.title,
    revisions.c.note,
    revisions.c.saved_at,
    revisions.c.author_id,
    people.c.name.label("author_name"),
    people.c.kind.label("author_kind"),
)
_named = revisions.outerjoin(people, people.c.id == revisions.c.author_id)
_list = (
    select(*_head)
    .select_from(_named)
    .where(revisions.c.article_id == param("article"))
    .order_by(revisions.c.number.desc())
    .limit(ROWS_A_PAGE + 1)
)
LIST = {False: _list, True: _list.where(revisions.c.number < param("before"))}
TWO = (
    select(*_head, revisions.c.summary, revisions.c.body)
    .select_from(_named)
    .where(revisions.c.article_id == param("article"), revisions.c.number.in_((param("older"), param("newer"))))
)


def add(tx: Transaction, revision: Revision) -> None:
    """Add a row."""
    tx.insert(revisions, revision)


def last(db: Reading, article_id: str) -> Revision | None:
    """The newest revision of an article, if it has one."""
    return db.find(LAST, Revision, article=article_id)


def last_out(db: Reading, article_id: str) -> Revision | None:
    """The newest revision of an article that is not only proposed, if it has one."""
    return db.find(LAST_OUT, Revision, article=article_id)


def bring_out(tx: Transaction, revision: Revision) -> None:
    """What was proposed is what readers have now."""
    tx.execute(BRING_OUT, of=revision.id)


def get(db: Reading, article_id: str, number: int) -> Revision:
    """One revision of an article. Raises Missing."""
    return db.one(ONE, Revision, article=article_id, number=number)


def listed(db: Reading, article_id: str, last: list[Any] | None) -> list[Row[Any]]:
    """A page of an article's revisions, and one more if there are more, newest first."""
    more = {"before": last[0]} if last is not None else {}
    return list(db.rows(LIST[last is not None], article=article_id, **more))


def two(db: Reading, article_id: str, older: int, newer: int) -> dict[int, Row[Any]]:
    """Two revisions of an article with who saved them, by number, as far as they are there."""
    return {row.number: row for row in db.rows(TWO, article=article_id, older=older, newer=newer)}
