"""Rows of what was searched by the people of an audience together. None says who, and no two say it of one search."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from itertools import groupby

from sqlalchemy import Row, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from knowledge.model.asked import LEAST_ASKED, AskedBy
from knowledge.store.tables_searches import audience_searches
from portalkit.database import Reading, Transaction, param

MOST_A_DAY = 5_000  # different ones of an audience
SHOWN = 10

_new = insert_or(audience_searches)
KEEP = _new.on_conflict_do_update(
    index_elements=list(audience_searches.primary_key.columns),
    set_={name: audience_searches.c[name] + _new.excluded[name] for name in ("asked", "empty")},
)
_day = (audience_searches.c.day == param("of"), audience_searches.c.audience_id == param("whose"))
OF_A_DAY = select(func.count()).select_from(audience_searches).where(*_day)
FORGET = audience_searches.delete().where(audience_searches.c.day < param("before"))
DROP = audience_searches.delete().where(
    audience_searches.c.day == param("on"), audience_searches.c.query == param("words")
)
_asked, _empty = func.sum(audience_searches.c.asked), func.sum(audience_searches.c.empty)
_counts = (
    select(audience_searches.c.query, _asked.label("asked"), _empty.label("empty"))
    .where(audience_searches.c.audience_id == param("whose"), audience_searches.c.day >= param("since"))
    .group_by(audience_searches.c.query)
    .having(_asked >= LEAST_ASKED)
    .limit(SHOWN)
)
LISTS = {
    "asked": _counts.order_by(_asked.desc(), audience_searches.c.query),
    "empty": _counts.having(_empty > 0).order_by(_empty.desc(), audience_searches.c.query),
}


def keep(tx: Transaction, asked: Iterable[AskedBy]) -> None:
    """Add to what was asked, in one order, so that nobody waits for another."""
    in_order = sorted(asked, key=lambda each: (each.day, each.audience_id, each.query))
    for (day, audience_id), together in groupby(in_order, key=lambda each: (each.day, each.audience_id)):
        kept, room = list(together), MOST_A_DAY - tx.value(OF_A_DAY, of=day, whose=audience_id)
        tx.execute_many(KEEP, [asdict(each) for each in kept[: max(room, 0)]])


def drop(tx: Transaction, day: date, query: str) -> None:
    """Forget who asked with these words that day."""
    tx.execute(DROP, on=day, words=query)


def forget(tx: Transaction, before: date) -> None:
    """Drop what is older."""
    tx.execute(FORGET, before=before)


def counts(db: Reading, which: str, audience_id: str, since: date) -> list[Row[tuple[str, int, int]]]:
    """What an audience `asked` most, or what most often was `empty`; what few asked is left out."""
    return list(db.rows(LISTS[which], whose=audience_id, since=since))
