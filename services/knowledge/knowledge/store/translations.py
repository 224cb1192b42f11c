"""Articles in several languages: an original and its translations."""

from typing import Any

from sqlalchemy import Row, and_, or_, select

from knowledge.model.article import Article
from knowledge.store.articles import ALL
from knowledge.store.shelves import READABLE
from knowledge.store.tables import articles
from portalkit.database import Reading, Transaction, param
from portalkit.viewer import Viewer

HELD = ALL.where(articles.c.translation_of == param("id")).order_by(articles.c.id).with_for_update(key_share=True)
_one_of_them = or_(articles.c.id == param("original"), articles.c.translation_of == param("original"))
_each = (
    select(articles.c.id, articles.c.language, articles.c.title, articles.c.state, articles.c.updated_at)
    .where(_one_of_them, articles.c.id != param("id"))
    .order_by(articles.c.language, articles.c.id)
)
WRITTEN = _each.add_columns(articles.c.summary, articles.c.body)
_gone = articles.alias("gone")
_was_out = or_(_gone.c.state == "withdrawn", and_(_gone.c.state == "published", _gone.c.expires_at <= param("now")))
INSTEAD = (
    select(articles.c.id, _gone.c.language)
    .join_from(_gone, articles, articles.c.id == _gone.c.translation_of)
    .where(_gone.c.id == param("id"), _was_out, READABLE)
)


def held_of(tx: Transaction, original_id: str) -> list[Article]:
    """The translations of an article, for whoever is going to change it."""
    return tx.all(HELD, Article, id=original_id)


def written(db: Reading, viewer: Viewer, id: str, original_id: str) -> list[Row[Any]]:
    """The other languages that there are, in any state and with their texts: for staff's paths."""
    return list(db.rows(WRITTEN, viewer, id=id, original=original_id))


def instead(db: Reading, viewer: Viewer, id: str) -> Row[Any] | None:
    """The original of a translation that was out once and is not any more, if `viewer` may read that."""
    rows = db.rows(INSTEAD, viewer, id=id, now=db.now)
    return rows[0] if rows else None
