"""What belongs to an article beside its text, in one statement: comments, other languages, who gets credit, siblings.

Where the article's own row says that there are none but siblings, these alone are asked for.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Boolean, Integer, Row, String, Text, and_, cast, literal, null, or_, select, union_all

from knowledge.store.comments import COMMENTS_A_PAGE, LATER, UNDER, shows
from knowledge.store.shelves import READABLE
from knowledge.store.siblings import PARTS, asked, chosen, siblings
from knowledge.store.tables import articles, people
from portalkit.database import Reading, listed, param
from portalkit.posts import FORMER
from portalkit.tables import UTCDateTime
from portalkit.viewer import Viewer

_text, _word = cast(null(), Text), cast(null(), String)
_moment, _switch, _number = cast(null(), UTCDateTime), cast(null(), Boolean), cast(null(), Integer)
_hiding = (_switch, _word, _word)  # of a comment: whether it is held, why it is hidden, and by which decision
_ends = (*_hiding, _number, _switch)
_others = (_text, _text, _moment, _moment, _word, *_ends)  # what only comments and siblings have
_one_of_them = or_(articles.c.id == param("original"), articles.c.translation_of == param("original"))
_translations = select(
    literal("translation"), articles.c.id, _word, articles.c.title, articles.c.language, *_others
).where(and_(_one_of_them, articles.c.id != param("id")), READABLE)
_credits = select(literal("credit"), people.c.id, _word, people.c.name, _word, *_others).where(
    people.c.id.in_(listed("credits"))
)


def _sibling(part: Any) -> Any:
    """A card under the columns of comments."""
    card = part.c
    of_card = (card.id, card.category_id, card.title, card.genre, card.summary, card.product)
    return select(literal("sibling"), *of_card, card.published_at, card.updated_at, card.name, *_ends)


def _with(under: Any) -> Any:
    said = select(literal("comment").label("what"), *under.subquery().c)
    return union_all(said, _translations, _credits, *map(_sibling, PARTS))


BESIDE = {False: _with(UNDER), True: _with(UNDER.where(LATER))}


@dataclass(slots=True)
class Beside:
    """Rows of comments (one more than a page if there are more), the rest as it is shown."""

    siblings: list[dict[str, Any]]
    comments: list[Row[Any]] = field(default_factory=list)
    translations: list[dict[str, Any]] = field(default_factory=list)
    credits: list[dict[str, Any]] = field(default_factory=list)


def beside(db: Reading, viewer: Viewer, article: Row[Any], last: list[Any] | None) -> Beside:
    """What belongs to an article that `viewer` reads; its comments behind `last`, as they were written."""
    said = article.comments or (viewer.signed_in and article.hidden_comments)
    if not (said or article.translated or article.translation_of or article.credits):
        return Beside(siblings(db, viewer, article))
    more = {} if last is None else {"last_at": last[0], "last_id": last[1]}
    more |= asked(article) | shows(viewer) | {"credits": article.credits or [], "most": COMMENTS_A_PAGE + 1}
    of: dict[str, list[Row[Any]]] = {"comment": [], "translation": [], "credit": [], "sibling": []}
    for row in db.rows(BESIDE[last is not None], viewer, now=db.now, **more):
        of[row.what].append(row)
    known = {row.id: row.name for row in of["credit"]}
    return Beside(
        chosen(article, map(_card, of["sibling"])),
        sorted(of["comment"], key=lambda row: (row.written_at, row.id)),
        [
            {"id": row.id, "language": row.kind, "title": row.name}
            for row in sorted(of["translation"], key=lambda row: (row.kind, row.id))
        ],
        [{"id": id, "name": known.get(id) or FORMER} for id in article.credits or ()],
    )


def _card(row: Row[Any]) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.name,
        "summary": row.html,
        "genre": row.kind,
        "category": {"id": row.author_id, "name": row.state},
        "product": row.body,
        "updated_at": row.edited_at,
        "published_at": row.written_at,
    }
