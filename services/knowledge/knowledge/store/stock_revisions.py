"""Rows of what templates and snippets said before, for those who write."""

from typing import Any

from sqlalchemy import Row, select

from knowledge.model.revision import StockRevision
from knowledge.store.tables import people, stock_revisions
from portalkit.database import Reading, Transaction, columns, param

ROWS_A_PAGE = 50

_of = stock_revisions.c.stock_id == param("of")
_whole = select(*columns(stock_revisions, StockRevision)).where(_of)
ONE = _whole.where(stock_revisions.c.number == param("number"))
LAST = _whole.order_by(stock_revisions.c.number.desc()).limit(1)
_rows = (
    select(
        *columns(stock_revisions, StockRevision),
        people.c.name.label("author_name"),
        people.c.kind.label("author_kind"),
    )
    .select_from(stock_revisions.outerjoin(people, people.c.id == stock_revisions.c.author_id))
    .where(_of)
)
_list = _rows.order_by(stock_revisions.c.number.desc()).limit(ROWS_A_PAGE + 1)
LIST = {False: _list, True: _list.where(stock_revisions.c.number < param("before"))}
TWO = _rows.where(stock_revisions.c.number.in_((param("older"), param("newer"))))
FORGET = stock_revisions.delete().where(_of)


def add(tx: Transaction, revision: StockRevision) -> None:
    """Add a row."""
    tx.insert(stock_revisions, revision)


def last(db: Reading, stock_id: str) -> StockRevision | None:
    """The newest of one, if it has any."""
    return db.find(LAST, StockRevision, of=stock_id)


def get(db: Reading, stock_id: str, number: int) -> StockRevision:
    """One of them. Raises Missing."""
    return db.one(ONE, StockRevision, of=stock_id, number=number)


def listed(db: Reading, stock_id: str, last: list[Any] | None) -> list[Row[Any]]:
    """A page of them, and one more if there are more, newest first."""
    more = {"before": last[0]} if last is not None else {}
    return list(db.rows(LIST[last is not None], of=stock_id, **more))


def two(db: Reading, stock_id: str, older: int, newer: int) -> dict[int, Row[Any]]:
    """Two of them with who saved them, by number, as far as they are there."""
    return {row.number: row for row in db.rows(TWO, of=stock_id, older=older, newer=newer)}


def forget(tx: Transaction, stock_id: str) -> None:
    """Drop all of one that is deleted."""
    tx.execute(FORGET, of=stock_id)
