"""Rows of files and of their versions. What readers find asks who they are and whether the article is out."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from knowledge.model.file import File, FileVersion, listed
from knowledge.store import texts
from knowledge.store.shelves import READABLE
from knowledge.store.tables import articles, categories, file_pages, file_versions, files, is_removed, people
from portalkit.database import Reading, Transaction, columns, param
from portalkit.database import listed as any_of
from portalkit.errors import Missing, Stale
from portalkit.viewer import Viewer

ALL = select(*columns(files, File))
HELD = ALL.where(files.c.id == param("id")).with_for_update(key_share=True)
ARTICLE = select(files.c.article_id).where(files.c.id == param("id"))
OF = ALL.where(files.c.article_id == param("article"), ~is_removed).order_by(files.c.added_at, files.c.id)
CURRENT = select(*columns(file_versions, FileVersion)).where(file_versions.c.id == param("id"))
LAST_NUMBER = select(func.max(file_versions.c.number)).where(file_versions.c.file_id == param("id"))
LIST = articles.update().where(articles.c.id == param("article"))
_version = (
    files.c.id,
    files.c.article_id,
    file_versions.c.id.label("version_id"),
    file_versions.c.number,
    file_versions.c.name,
    file_versions.c.kind,
    file_versions.c.size,
    file_versions.c.sha256,
    file_versions.c.key,
    file_versions.c.saved_at,
    file_versions.c.text_state,
    articles.c.title,
    articles.c.audience_key,
    articles.c.category_id,
    categories.c.trail,
    categories.c.audience_key.label("category_key"),
)
_joined = files.join(articles).join(categories)
_newest = _joined.join(file_versions, file_versions.c.id == files.c.current_id)
OPENED = select(*_version).select_from(_newest).where(files.c.id == param("id"), ~is_removed, READABLE)
AT_DESK = (
    select(*_version)
    .select_from(_joined.join(file_versions, file_versions.c.file_id == files.c.id))
    .where(file_versions.c.id == param("id"))
)
FOUND = (
    select(
        file_pages.c.id.label("page_id"),
        file_pages.c.number,
        file_pages.c.label,
        files.c.id,
        files.c.name,
        files.c.kind,
        articles.c.id.label("article_id"),
        articles.c.title,
    )
    .select_from(file_pages.join(files).join(articles))
    .where(file_pages.c.id.in_(any_of("ids")), ~is_removed, READABLE)
)
PAGE = select(file_pages.c.id).where(file_pages.c.file_id == param("of"), file_pages.c.number == param("at"))
HISTORY = (
    select(
        *columns(file_versions, FileVersion),
        files.c.current_id,
        files.c.removed_at,
        files.c.version,
        people.c.name.label("author_name"),
        people.c.kind.label("author_kind"),
    )
    .select_from(
        files.join(file_versions, file_versions.c.file_id == files.c.id).outerjoin(
            people, people.c.id == file_versions.c.author_id
        )
    )
    .where(files.c.article_id == param("article"))
    .order_by(files.c.added_at, files.c.id, file_versions.c.number.desc())
)
USED = select(func.coalesce(func.sum(file_versions.c.size), 0))
USED_BY = USED.where(file_versions.c.author_id == param("person"))
KNOWN = select(file_versions.c.key).where(file_versions.c.key.in_(any_of("keys")))
GONE = select(files.c.id).where(is_removed, files.c.removed_at < param("before"))
FORGET = tuple(
    table.delete().where(table.c[name] == param("of"))
    for table, name in ((file_pages, "file_id"), (file_versions, "file_id"), (files, "id"))
)


def opened(db: Reading, viewer: Viewer, id: str) -> Row[Any]:
    """The newest version of a file, if `viewer` may read its article now. Raises Missing."""
    return _one(db.rows(OPENED, viewer, id=id, now=db.now))


def at_desk(db: Reading, version_id: str) -> Row[Any]:
    """Any version of any file, for those who write. Raises Missing."""
    return _one(db.rows(AT_DESK, id=version_id))


def found(db: Reading, viewer: Viewer, page_ids: Collection[str]) -> dict[str, Row[Any]]:
    """Pages by id, each with its file and article: those of `page_ids` that `viewer` may read now."""
    return {row.page_id: row for row in db.rows(FOUND, viewer, ids=list(page_ids), now=db.now)}


def page_id(db: Reading, file_id: str, number: int) -> str:
    """The id under which a page of a file is indexed. Raises Missing."""
    return str(_one(db.rows(PAGE, of=file_id, at=number)).id)


def history(db: Reading, article_id: str) -> list[Row[Any]]:
    """All versions of all files of an article, removed ones too, those of a file newest first."""
    return list(db.rows(HISTORY, article=article_id))


def of_article(db: Reading, article_id: str) -> list[File]:
    """The files of an article that are not removed, in the order in which they came."""
    return db.all(OF, File, article=article_id)


def article_of(db: Reading, id: str) -> str:
    """The id of a file's article. Raises Missing."""
    return str(_one(db.rows(ARTICLE, id=id)).article_id)


def held(tx: Transaction, id: str) -> File:
    """The file, for whoever is going to change it. Raises Missing."""
    return tx.one(HELD, File, id=id)


def version(db: Reading, id: str) -> FileVersion:
    """One version. Raises Missing."""
    return db.one(CURRENT, FileVersion, id=id)


def last_number(db: Reading, file_id: str) -> int:
    """The number of a file's newest version."""
    return int(db.value(LAST_NUMBER, id=file_id) or 0)


def used(db: Reading) -> int:
    """How many bytes all versions of all files have."""
    return int(db.value(USED))


def used_by(db: Reading, person: str) -> int:
    """How many of them somebody brought."""
    return int(db.value(USED_BY, person=person))


def add(tx: Transaction, file: File) -> None:
    """Add a row, and let its article list it."""
    tx.insert(files, file)
    _list(tx, file.article_id)


def add_version(tx: Transaction, made: FileVersion) -> None:
    """Add a version; the worker reads its text."""
    tx.insert(file_versions, made)
    tx.wakes = True


def change(tx: Transaction, file: File, version: int | None, values: dict[str, Any]) -> File:
    """Write `values` over a file that is held; what is found of it is indexed anew. Raises Stale."""
    changed = None
    if version in (None, file.version):
        changed = tx.update(files, File, file.id, file.version, values | {"revision": file.revision + 1})
    if changed is None:
        raise Stale("The file has changed since you read it.")
    _list(tx, file.article_id)
    texts.queue_pages(tx, file.id)
    return changed


def stored(db: Reading, keys: Collection[str]) -> set[str]:
    """Those of `keys` that a version points to."""
    return {row.key for row in db.rows(KNOWN, keys=list(keys))}


def forget_removed(tx: Transaction, before: datetime) -> int:
    """Drop all rows of the files that were removed before that moment; how many files."""
    gone = [row.id for row in tx.rows(GONE, before=before)]
    for id in gone:
        for statement in FORGET:
            tx.execute(statement, of=id)
    return len(gone)


def _list(tx: Transaction, article_id: str) -> None:
    """Write down for the article's page which files there are."""
    tx.execute(LIST.values(files=[listed(each) for each in of_article(tx, article_id)]), article=article_id)


def _one(rows: Any) -> Row[Any]:
    if not rows:
        raise Missing()
    return rows[0]  # type: ignore[no-any-return]
