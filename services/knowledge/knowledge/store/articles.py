"""Rows of articles, for those who write. What readers find is in `shelves` and always asks who they are."""

from typing import Any

from sqlalchemy import func, select

from knowledge.model.article import Article
from knowledge.store import queue
from knowledge.store.tables import articles
from portalkit.database import Reading, Transaction, columns, param
from portalkit.errors import Stale

ALL = select(*columns(articles, Article))
ONE = ALL.where(articles.c.id == param("id"))
BY_EXTERNAL_ID = ALL.where(articles.c.external_id == param("external_id"))
# Two scalar subqueries: each is one step in an index, and an `or` in one query would not be.
BOUNDARY = select(
    select(func.max(articles.c.published_at))
    .where(articles.c.state == "published", articles.c.published_at <= param("now"))
    .scalar_subquery(),
    select(func.max(articles.c.expires_at))
    .where(articles.c.expires_at.is_not(None), articles.c.expires_at <= param("now"))
    .scalar_subquery(),
)


def get(db: Reading, id: str) -> Article:
    """The article in any state, whoever may read it: for staff's paths. Raises Missing."""
    return db.one(ONE, Article, id=id)


def by_external_id(db: Reading, external_id: str) -> Article | None:
    """The article that was imported under `external_id`, or None."""
    return db.find(BY_EXTERNAL_ID, Article, external_id=external_id)


def add(tx: Transaction, article: Article) -> None:
    """Add a row, and have it indexed."""
    tx.insert(articles, article)
    queue.put(tx, "article", article.id, article.version)


def change(tx: Transaction, id: str, version: int | None, values: dict[str, Any]) -> Article:
    """Write `values` over version `version` (None: whatever it is), and have it indexed. Raises Missing, Stale."""
    changed = tx.update(articles, Article, id, version, values)
    if changed is None:
        get(tx, id)
        raise Stale("The article has changed since you read it.")
    queue.put(tx, "article", changed.id, changed.version)
    return changed
