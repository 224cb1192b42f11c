"""What stands beside an article: the newest that this viewer may read of its category and its product, closest first.

Each of the two is the end of an index, so it costs the same among a hundred thousand articles.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, select, union_all

from knowledge.model.siblings import Near, closest
from knowledge.store.shelves import CARDS, card
from knowledge.store.tables import articles
from portalkit.database import Reading, param
from portalkit.search_analysis import STEMMERS, stems
from portalkit.search_text import SMALL_WORDS
from portalkit.viewer import Viewer

LOOKED_AT = 12  # of each
_others = CARDS.limit(param("near")).where(articles.c.id.not_in((param("id"), param("original"))))
_beside = _others.where(articles.c.category_id == param("category"))
_of_product = _others.where(articles.c.product == param("product"))
PARTS = [part.subquery() for part in (_beside, _of_product)]
NEAR = union_all(*(select(part) for part in PARTS))


def asked(article: Row[Any]) -> dict[str, Any]:
    """The parameters of `PARTS` and `NEAR` besides the time and the viewer."""
    return {
        "id": article.id,
        "original": article.translation_of or article.id,
        "category": article.category_id,
        "product": article.product,
        "near": LOOKED_AT,
    }


def siblings(db: Reading, viewer: Viewer, article: Row[Any]) -> list[dict[str, Any]]:
    """The cards of articles close to this one. They depend on nothing that `viewer` may not read."""
    return chosen(article, map(card, db.rows(NEAR, viewer, now=db.now, **asked(article))))


def chosen(article: Row[Any], found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The closest of the cards that `PARTS` found."""
    cards = {each["id"]: each for each in found}
    near = [Near(each, _words(article.language, each["title"])) for each in cards.values()]
    return closest(_words(article.language, article.title), article.category_id, article.product, near)


def _words(language: str, title: str) -> set[str]:
    code = language[:2]
    small = SMALL_WORDS.get(code, frozenset())
    return {word for word in stems(code if code in STEMMERS else "", title) if len(word) > 1 and word not in small}
