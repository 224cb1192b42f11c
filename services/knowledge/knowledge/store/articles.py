"""Rows of articles, for those who write. What readers find is in `shelves` and always asks who they are."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from knowledge.model.article import PUBLISHED, Article
from knowledge.model.stock import included
from knowledge.store import queue, stock, texts
from knowledge.store.tables import article_counts, articles, is_published, pins
from portalkit.database import Reading, Transaction, columns, listed, param, visible
from portalkit.errors import Stale
from portalkit.viewer import Viewer

ALL = select(*columns(articles, Article))
ONE = ALL.where(articles.c.id == param("id"))
LEAD_ON = articles.update().where(articles.c.merged_into == param("one")).values(merged_into=param("other"))
SHELVE = (
    articles.update().where(articles.c.category_id.in_(listed("category_ids"))).values(shelved=articles.c.shelved + 1)
)
HELD = ONE.with_for_update(key_share=True)
_count_row = insert_or(article_counts).values(category_id=param("of"), audience_key=param("key_of"), n=param("more"))
COUNT = _count_row.on_conflict_do_update(
    index_elements=["category_id", "audience_key"], set_={"n": article_counts.c.n + _count_row.excluded.n}
)
BY_EXTERNAL_ID = ALL.where(articles.c.external_id == param("external_id")).with_for_update(key_share=True)
TITLED = (
    select(articles.c.id, articles.c.title, articles.c.language)
    .where(articles.c.title.in_(listed("titles")), articles.c.state != "withdrawn")
    .order_by(articles.c.created_at, articles.c.id)
)
NAMES = select(articles.c.id, articles.c.title).where(articles.c.id.in_(listed("ids")), visible(articles))
# Scalar subqueries: each is one step in an index, and an `or` in one query would not be.
BOUNDARY = select(
    select(func.max(articles.c.published_at))
    .where(is_published, articles.c.published_at <= param("now"))
    .scalar_subquery(),
    select(func.max(articles.c.expires_at))
    .where(articles.c.expires_at.is_not(None), articles.c.expires_at <= param("now"))
    .scalar_subquery(),
    select(func.max(pins.c.until)).where(pins.c.until.is_not(None), pins.c.until <= param("now")).scalar_subquery(),
)


def get(db: Reading, id: str) -> Article:
    """The article in any state, whoever may read it: for staff's paths. Raises Missing."""
    return db.one(ONE, Article, id=id)


def find(db: Reading, id: str) -> Article | None:
    """The article in any state, whoever may read it, or None."""
    return db.find(ONE, Article, id=id)


def lead_on(tx: Transaction, id: str, into_id: str) -> None:
    """Let the addresses that lead to an article lead to another."""
    tx.execute(LEAD_ON, one=id, other=into_id)


def held(tx: Transaction, id: str) -> Article:
    """`get` for whoever is going to change the article: others wait until this transaction ends. Raises Missing."""
    return tx.one(HELD, Article, id=id)


def by_external_id(tx: Transaction, external_id: str) -> Article | None:
    """The article that was imported under `external_id`, or None; for whoever is going to change it."""
    return tx.find(BY_EXTERNAL_ID, Article, external_id=external_id)


def names(db: Reading, viewer: Viewer, ids: Iterable[str]) -> list[dict[str, str]]:
    """What those of these articles are called that are for `viewer`, whatever their state."""
    return [{"id": row.id, "title": row.title} for row in db.rows(NAMES, viewer, ids=list(ids))]


def titled(db: Reading, titles: Iterable[str]) -> list[Row[Any]]:
    """Id, title and language of what has one of these titles and was not taken back, the oldest first."""
    return list(db.rows(TITLED, titles=list(titles)))


def add(tx: Transaction, article: Article) -> None:
    """Add a row, and have it counted and indexed."""
    tx.together("categories")  # what its category is for does not change meanwhile
    tx.insert(articles, article)
    _count(tx, None, article)
    queue.put(tx, "article", article.id, article.indexed_as)
    if names := included(article.body):
        stock.note_inclusions(tx, article.id, names)


def change(tx: Transaction, article: Article, version: int | None, values: dict[str, Any]) -> Article:
    """Write `values` over an article as it was read here; `version` is what the caller read (None: whatever it was).

    It is counted and indexed anew. Raises Stale.
    """
    changed = None
    if values.get("category_id", article.category_id) != article.category_id:
        tx.together("categories")
    if version in (None, article.version):
        changed = tx.update(articles, Article, article.id, article.version, values)
    if changed is None:
        raise Stale("The article has changed since you read it.")
    _count(tx, article, changed)
    if (names := included(changed.body)) != included(article.body):
        stock.note_inclusions(tx, changed.id, names)
    queue.put(tx, "article", changed.id, changed.indexed_as)
    texts.follow_article(tx, changed.id)
    return changed


def shelve_anew(tx: Transaction, category_ids: Collection[str]) -> None:
    """Have what lies in these categories, whose products or regions changed, indexed anew, with the files in it.

    An article keeps its version: who edits it has read the same words. Nothing comes into them or leaves meanwhile.
    """
    asked = {"category_ids": list(category_ids)}
    if tx.execute(SHELVE, **asked):
        texts.follow_shelves(tx, asked["category_ids"])
        queue.put_shelved(tx, asked["category_ids"])


def _count(tx: Transaction, before: Article | None, after: Article) -> None:
    left, come = _place(before), _place(after)
    if left == come:
        return
    # In one order, whatever the direction: of two who move things past each other, neither waits for the other.
    for (category, key), n in sorted((place, n) for place, n in ((left, -1), (come, 1)) if place is not None):
        tx.execute(COUNT, of=category, key_of=key, more=n)


def _place(article: Article | None) -> tuple[str, str] | None:
    """Where an article counts, if it does: lists have it once, not in each language."""
    if article is None or article.state != PUBLISHED or article.translation_of is not None:
        return None
    return article.category_id, article.audience_key
