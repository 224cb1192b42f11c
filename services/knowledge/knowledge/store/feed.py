"""What feeds tell: the newest articles that everyone may read, with their texts."""

from typing import Any

from sqlalchemy import Row, select

from knowledge.store.shelves import IN, READABLE
from knowledge.store.tables import articles, categories, people
from portalkit.database import Reading, param
from portalkit.viewer import VISITOR

ENTRIES = 30
_newest = (
    select(
        articles.c.id,
        articles.c.title,
        articles.c.summary,
        articles.c.html,
        articles.c.genre,
        articles.c.language,
        articles.c.published_at,
        articles.c.updated_at,
        articles.c.author_id,
        people.c.name.label("author_name"),
        people.c.kind.label("author_kind"),
        categories.c.name.label("category"),
    )
    .select_from(articles.join(categories).outerjoin(people, people.c.id == articles.c.author_id))
    .where(READABLE)
    .order_by(articles.c.published_at.desc(), articles.c.id.desc())
    .limit(ENTRIES)
)
_of_genre = articles.c.genre == param("genre")
FEEDS = {
    (inside, genre): _newest.where(*([IN] if inside else []), *([_of_genre] if genre else []))
    for inside in (False, True)
    for genre in (False, True)
}


def newest(db: Reading, category_ids: list[str] | None, genre: str | None) -> list[Row[Any]]:
    """The newest that everyone may read, in these categories or all, of one genre or all."""
    more: dict[str, Any] = {"now": db.now}
    if category_ids is not None:
        more["category_ids"] = category_ids
    if genre is not None:
        more["genre"] = genre
    return list(db.rows(FEEDS[category_ids is not None, genre is not None], VISITOR, **more))
