"""Rows of what was searched."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Row, and_, case, func, or_, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from knowledge.model.asked import Asked, Opened
from knowledge.model.file import FILE
from knowledge.store.shelves import READABLE
from knowledge.store.tables import articles, files, is_removed, search_opens, searches
from portalkit.database import Reading, Transaction, listed, param
from portalkit.viewer import Viewer

ROWS_A_PAGE, MOST_AT_ONCE, MOST_OPENED = 30, 2000, 50
MOST_A_DAY = 20_000  # different searches of one day; more would be somebody's game

_new = insert_or(searches)
_fewer = case((_new.excluded.found < searches.c.found, _new.excluded.found), else_=searches.c.found)
KEEP = _new.on_conflict_do_update(
    index_elements=[searches.c.day, searches.c.query],
    set_={
        "asked": searches.c.asked + _new.excluded.asked,
        "empty": searches.c.empty + _new.excluded.empty,
        "found": _fewer,
    },
)
OF_A_DAY = select(func.count()).select_from(searches).where(searches.c.day == param("of"))
THERE = and_(searches.c.day == param("on"), searches.c.query == param("words"))
IS_THERE = select(searches.c.day).where(THERE)
COUNT_OPENED = searches.update().where(THERE).values(opened=searches.c.opened + param("more"))
_opened = insert_or(search_opens)
KEEP_OPENED = _opened.on_conflict_do_update(
    index_elements=list(search_opens.primary_key.columns), set_={"n": search_opens.c.n + _opened.excluded.n}
)
DROP = tuple(
    table.delete().where(table.c.day == param("on"), table.c.query == param("words"))
    for table in (searches, search_opens)
)
FORGET = tuple(table.delete().where(table.c.day < param("before")) for table in (searches, search_opens))

_asked, _empty = func.sum(searches.c.asked), func.sum(searches.c.empty)
_counts = (
    select(
        searches.c.query,
        _asked.label("asked"),
        _empty.label("empty"),
        func.min(searches.c.found).label("found"),
        func.sum(searches.c.opened).label("opened"),
    )
    .where(searches.c.day >= param("since"))
    .group_by(searches.c.query)
)
_rank = {"asked": _asked, "empty": _empty, "unopened": _asked - _empty}
_which = {
    "asked": _asked > 0,
    "empty": _empty > 0,
    "unopened": and_(_asked > _empty, func.sum(searches.c.opened) == 0),
}


def _list(which: str, later: bool) -> Any:
    rank = _rank[which]
    found = _counts.add_columns(rank.label("rank")).having(_which[which])
    if later:
        behind = and_(rank == param("last_rank"), searches.c.query > param("last_query"))
        found = found.having(or_(rank < param("last_rank"), behind))
    return found.order_by(rank.desc(), searches.c.query).limit(param("most"))


LISTS = {(which, later): _list(which, later) for which in _rank for later in (False, True)}
ONE = _counts.where(searches.c.query == param("words"))
WHAT = (
    select(
        search_opens.c.kind,
        search_opens.c.thing_id,
        func.sum(search_opens.c.n).label("n"),
        func.sum(search_opens.c.n * search_opens.c.position).label("places"),
    )
    .where(search_opens.c.query == param("words"), search_opens.c.day >= param("since"))
    .group_by(search_opens.c.kind, search_opens.c.thing_id)
    .order_by(func.sum(search_opens.c.n).desc(), search_opens.c.thing_id)
    .limit(MOST_OPENED)
)
FILES = (
    select(files.c.id, files.c.name)
    .join_from(files, articles)
    .where(files.c.id.in_(listed("ids")), ~is_removed, READABLE)
)


def keep(tx: Transaction, asked: Iterable[Asked], opened: Iterable[Opened]) -> None:
    """Add to what was asked and opened. What nobody asked that day cannot be opened from."""
    in_order = sorted(asked, key=lambda each: (each.day, each.query))  # one order, so that nobody waits for another
    for day, of_day in groupby(in_order, key=lambda each: each.day):
        kept, room = list(of_day), MOST_A_DAY - tx.value(OF_A_DAY, of=day)
        if len(kept) > room:
            kept = [each for each in kept if tx.rows(IS_THERE, **_at(each)) or (room := room - 1) >= 0]
        tx.execute_many(KEEP, [asdict(each) | {"opened": 0} for each in kept])
    for one in sorted(opened, key=lambda one: (one.day, one.query, one.kind, one.thing_id, one.position)):
        if tx.execute(COUNT_OPENED, more=one.n, **_at(one)):
            tx.execute(KEEP_OPENED, **asdict(one))


def _at(each: Asked | Opened) -> dict[str, Any]:
    return {"on": each.day, "words": each.query}


def drop(tx: Transaction, day: date, query: str) -> None:
    """Forget what was asked and opened with these words that day."""
    for each in DROP:
        tx.execute(each, on=day, words=query)


def forget(tx: Transaction, before: date) -> int:
    """Drop what is older; how many rows."""
    return sum(tx.execute(each, before=before) for each in FORGET)


def counts(db: Reading, which: str, since: date, last: list[Any] | None, most: int = ROWS_A_PAGE) -> list[Row[Any]]:
    """A page of searches, and one more if there are more, of those `which` were most: asked, empty or unopened."""
    more = {} if last is None else {"last_rank": last[0], "last_query": last[1]}
    return list(db.rows(LISTS[which, last is not None], since=since, most=most + 1, **more))


def one(db: Reading, query: str, since: date) -> Row[Any] | None:
    """How often a search was asked."""
    rows = db.rows(ONE, words=query, since=since)
    return rows[0] if rows else None


def opened(db: Reading, query: str, since: date) -> list[Row[Any]]:
    """What was opened from it, most often first."""
    return list(db.rows(WHAT, words=query, since=since))


def file_names(db: Reading, viewer: Viewer, opened: Sequence[Row[Any]]) -> dict[str, str]:
    """The names of the files among what was opened, where `viewer` may read them now."""
    ids = [row.thing_id for row in opened if row.kind == FILE]
    return {row.id: row.name for row in db.rows(FILES, viewer, ids=ids, now=db.now)} if ids else {}
