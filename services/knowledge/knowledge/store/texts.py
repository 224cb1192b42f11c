"""Rows of the text in files, by page, and of who is reading a file just now."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, String, cast, func, literal, or_, select
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlalchemy.sql import Executable

from knowledge.model.file import FileVersion
from knowledge.store.queue import CURRENT, FILLING
from knowledge.store.tables import articles, file_pages, file_versions, files, waits_for_text
from portalkit.database import Reading, Transaction, columns, listed, param
from portalkit.documents.pages import PageText
from portalkit.ids import new_id
from portalkit.tables import generations, unindexed

NEXT = (
    select(*columns(file_versions, FileVersion))
    .where(waits_for_text, or_(file_versions.c.taken_until.is_(None), file_versions.c.taken_until <= param("now")))
    .order_by(file_versions.c.saved_at)
    .limit(1)
)
TAKE = file_versions.update().where(
    file_versions.c.id == param("of"), waits_for_text, file_versions.c.attempts == param("seen")
)
PAGE = select(file_pages.c.number, file_pages.c.label, file_pages.c.text).where(
    file_pages.c.file_id == param("id"), file_pages.c.number == param("number")
)
COUNT = select(func.count()).select_from(file_pages).where(file_pages.c.file_id == param("id"))
EMPTY = file_pages.delete().where(file_pages.c.file_id == param("of"))


def _pages_into_queue(which: ColumnElement[bool]) -> Executable:
    rows = (
        select(generations.c.id, file_pages.c.id, literal("page"), files.c.revision)
        .select_from(file_pages.join(files).join(generations, generations.c.state.in_((FILLING, CURRENT))))
        .where(which)
    )
    put = insert_or(unindexed).from_select(["generation", "id", "kind", "version"], rows)
    return put.on_conflict_do_update(index_elements=["generation", "id"], set_={"version": put.excluded.version})


PUT_OF_FILE = _pages_into_queue(file_pages.c.file_id == cast(param("of"), String))
PUT_OF_ARTICLE = _pages_into_queue(files.c.article_id == cast(param("of"), String))
_in_shelves = select(articles.c.id).where(articles.c.category_id.in_(listed("category_ids")))
PUT_OF_SHELVES = _pages_into_queue(files.c.article_id.in_(_in_shelves))
MOVE_SHELVES_ON = files.update().where(files.c.article_id.in_(_in_shelves)).values(revision=files.c.revision + 1)
MOVE_ON = files.update().where(files.c.article_id == param("of")).values(revision=files.c.revision + 1)


def queue_pages(tx: Transaction, file_id: str) -> None:
    """Have all pages of a file indexed as they are now."""
    tx.together("queue")
    tx.execute(PUT_OF_FILE, of=file_id)
    tx.wakes = True


def follow_article(tx: Transaction, article_id: str) -> None:
    """Have the pages of an article's files indexed under what the article demands now."""
    if tx.execute(MOVE_ON, of=article_id):
        tx.together("queue")
        tx.execute(PUT_OF_ARTICLE, of=article_id)


def follow_shelves(tx: Transaction, category_ids: list[str]) -> None:
    """Have the pages of all files indexed that belong to articles in these categories."""
    if tx.execute(MOVE_SHELVES_ON, category_ids=category_ids):
        tx.together("queue")
        tx.execute(PUT_OF_SHELVES, category_ids=category_ids)


def replace_pages(tx: Transaction, file_id: str, pages: Iterable[PageText]) -> None:
    """Write a file's pages in place of those there were; both are known to the index soon. The file is held."""
    queue_pages(tx, file_id)  # those that go: they stand in the queue without a row
    tx.execute(EMPTY, of=file_id)
    tx.execute_many(
        file_pages.insert(),
        [
            {"id": new_id(), "file_id": file_id, "number": page.number, "label": page.label, "text": page.text}
            for page in pages
        ],
    )
    queue_pages(tx, file_id)


def take(tx: Transaction, until: datetime) -> FileVersion | None:
    """The version that waits longest for its text to be read, taken by the caller until that moment."""
    waiting = tx.find(NEXT, FileVersion, now=tx.now)
    if waiting is None:
        return None
    taken = {"attempts": waiting.attempts + 1, "taken_until": until}
    return waiting if tx.execute(TAKE.values(**taken), of=waiting.id, seen=waiting.attempts) else None


def give_back(tx: Transaction, version: FileVersion) -> None:
    """Undo a taking."""
    tx.execute(TAKE.values(attempts=version.attempts, taken_until=None), of=version.id, seen=version.attempts + 1)


def settle(tx: Transaction, version: FileVersion, state: str) -> bool:
    """Write what became of the text of a version that was taken; False when somebody else took it since."""
    return bool(tx.execute(TAKE.values(text_state=state, taken_until=None), of=version.id, seen=version.attempts + 1))


def page(db: Reading, file_id: str, number: int) -> tuple[Row[Any] | None, int]:
    """One page of a file's text, if there is that one, and how many there are."""
    rows = db.rows(PAGE, id=file_id, number=number)
    return (rows[0] if rows else None), int(db.value(COUNT, id=file_id) or 0)
