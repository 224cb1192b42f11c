"""What the indexer reads: the queue, and the documents as their rows are now."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from knowledge.store import queue
from knowledge.store.search import article_document, page_document, topic_document
from knowledge.store.tables import (
    INDEXED_AS,
    articles,
    categories,
    file_pages,
    file_versions,
    files,
    is_removed,
    replies,
    topics,
)
from portalkit.database import Database, Reading, listed, param
from portalkit.indexing import Pending
from portalkit.search import Document
from portalkit.tables import inbox

ARTICLES = (
    select(
        articles.c.id,
        INDEXED_AS,
        articles.c.title,
        articles.c.genre,
        articles.c.summary,
        articles.c.plain,
        articles.c.category_id,
        articles.c.audience_key,
        articles.c.product,
        articles.c.region,
        articles.c.author_id,
        articles.c.language,
        articles.c.updated_at,
        articles.c.published_at,
        articles.c.expires_at,
        articles.c.helpful,
        articles.c.unhelpful,
        categories.c.all_products,
        categories.c.all_regions,
    )
    .join_from(articles, categories)
    .where(articles.c.id.in_(listed("ids")), articles.c.state == "published")
)
PAGES = (
    select(
        file_pages.c.id,
        file_pages.c.file_id,
        file_pages.c.number,
        file_pages.c.text,
        files.c.revision,
        files.c.name,
        files.c.kind,
        file_versions.c.saved_at,
        articles.c.category_id,
        articles.c.audience_key,
        articles.c.product,
        articles.c.region,
        categories.c.all_products,
        categories.c.all_regions,
        articles.c.language,
        articles.c.published_at,
        articles.c.expires_at,
    )
    .select_from(
        file_pages.join(files)
        .join(articles)
        .join(categories)
        .join(file_versions, file_versions.c.id == files.c.current_id)
    )
    .where(file_pages.c.id.in_(listed("ids")), ~is_removed, articles.c.state == "published")
)
TOPICS = select(topics).where(topics.c.id.in_(listed("ids")), topics.c.shown)
REPLIES = (
    select(replies.c.topic_id, replies.c.body, replies.c.removals)
    .where(replies.c.topic_id.in_(listed("ids")))
    .order_by(replies.c.written_at, replies.c.id)
)

ARRIVING = select(inbox.c.seq).where(inbox.c.state == "due", inbox.c.next_at <= param("now")).limit(1)


class Queue:
    """The indexer's `Source`, in transactions of its own that change nothing a reader sees."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def generations(self) -> Sequence[str]:
        """The generation that is searched, and the one that is being filled."""
        with self._database.reading() as db:
            return [id for id, state in queue.generations_of(db) if state != queue.OLD]

    def rests(self) -> bool:
        """Whether no facts wait to be taken in: while some do, what is to be indexed gathers."""
        with self._database.reading() as db:
            return not db.rows(ARRIVING, now=db.now)

    def pending(self, generation: str, limit: int) -> Sequence[Pending]:
        """Some of what the generation does not know as it is, with what it is to know."""
        with self._database.reading() as db:
            waiting = queue.waiting(db, generation, limit)
            documents = _articles(db, waiting) | _topics(db, waiting) | _pages(db, waiting)
            return [Pending(row.id, row.version, documents.get(row.id)) for row in waiting]

    def mark(self, generation: str, done: Sequence[tuple[str, int]]) -> None:
        """These are in the index."""
        with self._database.transaction(counted=False) as tx:
            queue.mark(tx, generation, done)


def _articles(db: Reading, waiting: Sequence[Row[Any]]) -> dict[str, Document]:
    ids = [row.id for row in waiting if row.kind == "article"]
    rows = db.rows(ARTICLES, ids=ids) if ids else ()
    return {row.id: article_document(row) for row in rows}


def _topics(db: Reading, waiting: Sequence[Row[Any]]) -> dict[str, Document]:
    ids = [row.id for row in waiting if row.kind == "topic"]
    if not ids:
        return {}
    of: dict[str, list[Row[Any]]] = defaultdict(list)
    for reply in db.rows(REPLIES, ids=ids):
        of[reply.topic_id].append(reply)
    return {row.id: topic_document(row, of[row.id]) for row in db.rows(TOPICS, ids=ids)}


def _pages(db: Reading, waiting: Sequence[Row[Any]]) -> dict[str, Document]:
    ids = [row.id for row in waiting if row.kind == "page"]
    rows = db.rows(PAGES, ids=ids) if ids else ()
    return {row.id: page_document(row) for row in rows}
