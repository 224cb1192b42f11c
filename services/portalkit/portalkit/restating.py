"""Tell again what is so: for copies that were lost, are behind, or are ahead after their owner's restore."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec

from sqlalchemy import ColumnElement, Table, select

from portalkit.database import Database, Reading, Transaction, listed, param
from portalkit.tables import outbox

BATCH = 200
AGAIN = (
    outbox.update()
    .where(outbox.c.published_at >= param("since"))
    .values(published_at=None, next_at=param("now"), attempts=0, last_error=None)
)


@dataclass(frozen=True, slots=True)
class Owned:
    """A noun that a service owns and others may keep copies of.

    `table` has `id` and `version`. `tell` publishes the things with these ids as they are, as
    `<service>.<noun>.restated.v1`. `told` says which rows others have heard of at all (None: every one).
    """

    table: Table
    tell: Callable[[Transaction, Sequence[str]], None]
    told: ColumnElement[bool] | None = None


def owned(service: str) -> Mapping[str, Owned]:
    """What a service owns, by noun: `OWNED` in its `actions/restating.py`; nothing when it has no such file."""
    name = f"{service}.actions.restating"
    return import_module(name).OWNED if find_spec(name) else {}


def copied(service: str) -> Mapping[str, Table]:
    """The tables of copies that a service keeps, by what is copied (`<service>.<noun>`): `COPIES` in its tables."""
    return getattr(import_module(f"{service}.store.tables"), "COPIES", {})


def versions(db: Reading, table: Table, told: ColumnElement[bool] | None = None) -> Iterator[tuple[str, int]]:
    """Id and version of every thing in `table`, in the order of the ids; read in pages, since there may be many."""
    page = select(table.c.id, table.c.version).where(table.c.id > param("after")).order_by(table.c.id).limit(BATCH * 10)
    statement, after = page if told is None else page.where(told), ""
    while rows := db.rows(statement, after=after):
        yield from ((row.id, row.version) for row in rows)
        after = rows[-1].id


def restate(database: Database, noun: Owned, only: Mapping[str, int] | None = None) -> int:
    """Publish things at their current version, so that copies are filled and nobody is told again; how many.

    `only` names them, each with the version that a copy has: a thing that is not above it (its owner was restored
    from an older backup) is first counted up, since the copy would take it for old news.
    """
    if only is None:
        with database.reading() as db:
            ids = [id for id, _ in versions(db, noun.table, noun.told)]
    else:
        ids = list(only)
    done = 0
    for first in range(0, len(ids), BATCH):
        with database.transaction() as tx:
            done += _restate(tx, noun, ids[first : first + BATCH], only or {})
    return done


def _restate(tx: Transaction, noun: Owned, ids: Sequence[str], above: Mapping[str, int]) -> int:
    table = noun.table
    known = select(table.c.id, table.c.version).where(table.c.id.in_(listed("ids")))
    there = {row.id: row.version for row in tx.rows(known, ids=list(ids))}
    for id, version in there.items():
        if version < above.get(id, 0):
            raised = table.update().where(table.c.id == param("thing"), table.c.version < param("least"))
            tx.execute(raised.values(version=param("least")), thing=id, least=above[id] + 1)
    noun.tell(tx, list(there))
    return len(there)


def publish_again(tx: Transaction, since: datetime) -> int:
    """Have what was published since then sent once more, under the same ids, which the receivers' inboxes absorb."""
    tx.wakes = True
    return tx.execute(AGAIN, since=since, now=tx.now)
