"""What the index does not know yet: a row for each generation and thing, written with the change itself."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, String, cast, exists, literal, select, true
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlalchemy.sql import Executable, Select

from knowledge.store.tables import INDEXED_AS, articles, file_pages, files, topics
from portalkit.database import Reading, Transaction, listed, param
from portalkit.tables import generations, unindexed

FILLING, CURRENT, OLD = "filling", "current", "old"


def _into_queue(rows: Select[Any]) -> Executable:
    put = insert_or(unindexed).from_select(["generation", "id", "kind", "version"], rows)
    newer = {"version": put.excluded.version}
    return put.on_conflict_do_update(index_elements=["generation", "id"], set_=newer)


def _queued(id: ColumnElement[str], version: ColumnElement[int]) -> ColumnElement[bool]:
    waits = (unindexed.c.generation == param("to"), unindexed.c.id == id, unindexed.c.version >= version)
    return exists().where(*waits)


_thing = cast(param("thing"), String)
PUT = _into_queue(
    select(generations.c.id, _thing, cast(param("kind"), String), cast(param("revision"), Integer)).where(
        generations.c.state.in_((FILLING, CURRENT))
    )
)
PUT_SHELVED = _into_queue(
    select(generations.c.id, articles.c.id, literal("article"), INDEXED_AS)
    .select_from(articles.join(generations, generations.c.state.in_((FILLING, CURRENT))))
    .where(articles.c.category_id.in_(listed("category_ids")))
)
# To a new generation everything is new.
_to = cast(param("to"), String)
_everything = (  # of each kind of thing: its rows, its id and its version
    (select(_to, articles.c.id, literal("article"), INDEXED_AS), articles.c.id, INDEXED_AS.element),
    (select(_to, topics.c.id, literal("topic"), topics.c.revision), topics.c.id, topics.c.revision),
    (
        select(_to, file_pages.c.id, literal("page"), files.c.revision).select_from(file_pages.join(files)),
        file_pages.c.id,
        files.c.revision,
    ),
)
ALL = [_into_queue(rows.where(true())) for rows, _, _ in _everything]
OTHERS = [_into_queue(rows.where(~_queued(id, version))) for rows, id, version in _everything]
LIVE = select(generations.c.id, generations.c.state).order_by(generations.c.started_at)
OLDEST = (
    select(unindexed.c.id, unindexed.c.kind, unindexed.c.version)
    .where(unindexed.c.generation == param("generation"))
    .limit(param("most"))
)
MARK = unindexed.delete().where(
    unindexed.c.generation == param("of"), unindexed.c.id == param("thing"), unindexed.c.version <= param("done")
)
EMPTY = unindexed.delete().where(unindexed.c.generation == param("of"))
SEARCHED_NO_MORE = generations.update().where(generations.c.state == CURRENT).values(state=OLD)
SEARCHED_NOW = generations.update().where(generations.c.id == param("of")).values(state=CURRENT)
GIVE_UP = generations.update().where(generations.c.id == param("of")).values(state=OLD)
FORGET = generations.delete().where(generations.c.id == param("of"))


def put(tx: Transaction, kind: str, id: str, revision: int) -> None:
    """Have a thing indexed in every generation that is kept up to date."""
    tx.together("queue")
    tx.execute(PUT, thing=id, kind=kind, revision=revision)
    tx.wakes = True


def put_shelved(tx: Transaction, category_ids: Sequence[str]) -> None:
    """Have all articles indexed that lie in these categories."""
    tx.together("queue")
    tx.execute(PUT_SHELVED, category_ids=category_ids)
    tx.wakes = True


def generations_of(db: Reading) -> list[tuple[str, str]]:
    """The generations there are, oldest first: id and state."""
    return [(row.id, row.state) for row in db.rows(LIVE)]


def waiting(db: Reading, generation: str, most: int) -> Sequence[Row[Any]]:
    """Some things that a generation does not know as they are: id, kind and version."""
    return db.rows(OLDEST, generation=generation, most=most)


def mark(tx: Transaction, generation: str, done: Sequence[tuple[str, int]]) -> None:
    """These are in the index now; what has changed again since stays."""
    tx.execute_many(MARK, [{"of": generation, "thing": id, "done": version} for id, version in done])


def hold_generations(tx: Transaction) -> None:
    """Keep others from beginning a generation or changing over."""
    tx.alone("generations")


def begin_generation(tx: Transaction, id: str) -> None:
    """Start to fill a generation: everything there is waits for it.

    What others are writing just now queues for the generations that they see, and this one is not there yet. So when
    the most is done, everybody waits for a moment while what came in between is added.
    """
    tx.put(generations, id=id, state=FILLING, started_at=tx.now)
    for everything in ALL:
        tx.execute(everything, to=id)
    tx.alone("queue")
    for rest in OTHERS:
        tx.execute(rest, to=id)
    tx.wakes = True


def swap(tx: Transaction, id: str) -> None:
    """This generation is searched from now on, the one before waits for its removal."""
    tx.execute(SEARCHED_NO_MORE)
    tx.execute(SEARCHED_NOW, of=id)


def give_up(tx: Transaction, id: str) -> None:
    """A generation is not filled any more, and waits for its removal."""
    tx.execute(GIVE_UP, of=id)


def forget_generation(tx: Transaction, id: str) -> None:
    """Drop the rows of a generation whose files are gone."""
    tx.alone("queue")
    tx.execute(EMPTY, of=id)
    tx.execute(FORGET, of=id)
