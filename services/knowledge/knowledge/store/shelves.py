"""What readers find: every statement here asks who reads, what state an article is in, and what time it is."""

from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any

from sqlalchemy import Row, and_, exists, func, literal, or_, select, union_all

from knowledge.store.tables import article_counts, articles, bookmarks, categories, is_published, people, votes
from portalkit.database import Reading, listed, param, readable_categories, satisfied_keys, visible
from portalkit.errors import Missing
from portalkit.viewer import EVERYONE, VISITOR, Viewer, key_parts

CARDS_A_PAGE, LATEST, SITEMAP_PAGE = 20, 6, 1000

OUT = and_(
    is_published,
    articles.c.published_at <= param("now"),
    or_(articles.c.expires_at.is_(None), articles.c.expires_at > param("now")),
)
READABLE = and_(visible(articles), OUT)
ORIGINAL = articles.c.translation_of.is_(None)  # lists have each article once

CARD = (
    articles.c.id,
    articles.c.title,
    articles.c.summary,
    articles.c.genre,
    articles.c.category_id,
    articles.c.product,
    articles.c.updated_at,
    articles.c.published_at,
)
NEWEST = (articles.c.published_at.desc(), articles.c.id.desc())
_cards = select(*CARD).order_by(*NEWEST).limit(param("most"))
CARDS = _cards.join_from(articles, categories).add_columns(categories.c.name).where(READABLE, ORIGINAL)
_further = or_(
    articles.c.published_at < param("last_at"),
    and_(articles.c.published_at == param("last_at"), articles.c.id < param("last_id")),
)
# `published_at <= last_at` lets the index begin there; the rest of the row comparison decides among equals.
NEXT = and_(articles.c.published_at <= param("last_at"), _further)
IN = articles.c.category_id.in_(listed("category_ids"))
NARROWED = (IN, articles.c.genre == param("genre"), NEXT)
PAGES = {  # by which of these narrow the list
    asked: CARDS.where(*(each for each, is_asked in zip(NARROWED, asked, strict=True) if is_asked))
    for asked in product((False, True), repeat=len(NARROWED))
}

_translation = articles.alias("translation")
TRANSLATED = exists().where(_translation.c.translation_of == articles.c.id).label("translated")
ONE = (
    select(
        articles.c.id,
        articles.c.title,
        articles.c.summary,
        articles.c.html,
        articles.c.toc,
        articles.c.files,
        articles.c.product,
        articles.c.region,
        articles.c.genre,
        articles.c.language,
        articles.c.translation_of,
        TRANSLATED,
        articles.c.version,
        articles.c.audience_key,
        articles.c.published_at,
        articles.c.updated_at,
        articles.c.author_id,
        articles.c.category_id,
        articles.c.helpful,
        articles.c.unhelpful,
        articles.c.topic_id,
        articles.c.credits,
        articles.c.commentable,
        articles.c.comments,
        articles.c.hidden_comments,
        categories.c.trail,
        categories.c.all_products,
        categories.c.all_regions,
        people.c.name.label("author_name"),
        people.c.kind.label("author_kind"),
    )
    .select_from(articles.join(categories).outerjoin(people, people.c.id == articles.c.author_id))
    .where(articles.c.id == param("id"), READABLE)
)
_own_vote = and_(votes.c.article_id == articles.c.id, votes.c.voter == param("viewer_id"))
_own_mark = and_(bookmarks.c.thing_id == articles.c.id, bookmarks.c.person_id == param("viewer_id"))
MINE = (
    ONE.outerjoin(votes, _own_vote)
    .outerjoin(bookmarks, _own_mark)
    .add_columns(votes.c.helpful.label("helped"), bookmarks.c.saved_at)
)
# What is published is counted where it is written; what is not out yet, or not any more, is few and taken off.
_early = and_(is_published, ORIGINAL, articles.c.published_at > param("now"))
_late = and_(is_published, ORIGINAL, articles.c.published_at <= param("now"), articles.c.expires_at <= param("now"))
_terms = union_all(
    select(article_counts.c.category_id, article_counts.c.audience_key, article_counts.c.n),
    select(articles.c.category_id, articles.c.audience_key, literal(-1)).where(_early),
    select(articles.c.category_id, articles.c.audience_key, literal(-1)).where(_late),
).subquery()
_counts = (
    select(_terms.c.category_id, func.sum(_terms.c.n).label("n"))
    .where(_terms.c.audience_key.in_(satisfied_keys()))
    .group_by(_terms.c.category_id)
    .subquery()
)
TREE = (
    select(
        categories.c.id,
        categories.c.parent_id,
        categories.c.name,
        categories.c.description,
        categories.c.path,
        func.coalesce(_counts.c.n, 0).label("n"),
        categories.c.audience_key,
    )
    .select_from(categories.outerjoin(_counts, _counts.c.category_id == categories.c.id))
    .where(categories.c.id.in_(readable_categories(categories)))
    .order_by(func.lower(categories.c.name), categories.c.id)
)
_own_shelf = and_(bookmarks.c.thing_id == categories.c.id, bookmarks.c.person_id == param("viewer_id"))
MY_TREE = TREE.outerjoin(bookmarks, _own_shelf).add_columns(bookmarks.c.saved_at)
_site = (
    select(articles.c.id, articles.c.title, articles.c.updated_at, articles.c.published_at)
    .where(READABLE)
    .order_by(*NEWEST)
    .limit(SITEMAP_PAGE + 1)
)
SITE = {False: _site, True: _site.where(NEXT)}
WHICH = (
    select(articles.c.id, articles.c.title, articles.c.genre, articles.c.updated_at)
    .where(articles.c.id.in_(listed("ids")), READABLE)
    .order_by(articles.c.id)
)


PEOPLE = select(people.c.id, people.c.name).where(people.c.id.in_(listed("ids")))
_old = articles.alias("old")
MOVED = (
    select(articles.c.id, articles.c.title)
    .select_from(articles.join(_old, _old.c.merged_into == articles.c.id))
    .where(
        READABLE,
        _old.c.id == param("id"),
        _old.c.state == "withdrawn",
        _old.c.category_id.in_(readable_categories(categories)),
        _old.c.audience_key.in_(satisfied_keys()),
    )
)


def article(db: Reading, viewer: Viewer, id: str) -> Row[Any]:
    """The article as `viewer` reads it; for a person with what they said of it, and whether they saved it.

    Raises Missing when there is none, or not for this viewer, or not now.
    """
    rows = db.rows(MINE if viewer.signed_in else ONE, viewer, id=id, now=db.now)
    if not rows:
        raise Missing()
    return rows[0]


def moved_to(db: Reading, viewer: Viewer, id: str) -> Row[Any]:
    """Id and title of the article that took the place of one which was merged into it. Raises Missing.

    Who could not have read the one, or may not read the other, learns of neither.
    """
    rows = db.rows(MOVED, viewer, id=id, now=db.now)
    if not rows:
        raise Missing()
    return rows[0]


def check_readable(db: Reading, viewer: Viewer, id: str) -> None:
    """Raise Missing unless `viewer` may read the article now."""
    if not which(db, viewer, [id]):
        raise Missing()


def names(db: Reading, ids: Iterable[str]) -> dict[str, str]:
    """What people are called, those whose names are known."""
    return {row.id: row.name for row in db.rows(PEOPLE, ids=list(ids)) if row.name}


def latest(db: Reading, viewer: Viewer) -> list[dict[str, Any]]:
    """The newest articles there are."""
    return [card(row) for row in db.rows(CARDS, viewer, now=db.now, most=LATEST)]


def cards(
    db: Reading, viewer: Viewer, category_ids: list[str] | None, genre: str | None, last: list[Any] | None
) -> list[Row[Any]]:
    """A page of rows for `card`, and one more if there are more, newest first, behind the sort values `last`."""
    more: dict[str, Any] = {"now": db.now, "most": CARDS_A_PAGE + 1}
    if category_ids is not None:
        more["category_ids"] = category_ids
    if genre is not None:
        more["genre"] = genre
    if last is not None:
        more["last_at"], more["last_id"] = last
    return list(db.rows(PAGES[category_ids is not None, genre is not None, last is not None], viewer, **more))


def card(row: Sequence[Any]) -> dict[str, Any]:
    """An article as lists show it; of a row that says more, what comes first."""
    id, title, summary, genre, category_id, of_product, updated_at, published_at, category, *_ = row
    return {
        "id": id,
        "title": title,
        "summary": summary,
        "genre": genre,
        "category": {"id": category_id, "name": category},
        "product": of_product,
        "updated_at": updated_at,
        "published_at": published_at,
    }


def tree(db: Reading, viewer: Viewer) -> list[dict[str, Any]]:
    """The categories that `viewer` may read, by name, each with how many articles lie in it at any depth.

    `open` says of one that everyone may read it, `saved` that the viewer saved it.
    Who may read a category may read all that it lies in, so the counts add up to the top.
    """
    rows = db.rows(MY_TREE if viewer.signed_in else TREE, viewer, now=db.now)
    counts: dict[str, int] = {}
    for row in rows:
        if row.n:
            for id in row.path.split("/"):
                counts[id] = counts.get(id, 0) + row.n
    return [
        {
            "id": id,
            "parent_id": parent_id,
            "name": name,
            "description": description,
            "path": path,
            "article_count": counts.get(id, 0),
            "open": key_parts(key) == [EVERYONE],
            "saved": bool(mine and mine[0]),
        }
        for id, parent_id, name, description, path, _, key, *mine in rows
    ]


def below(tree: list[dict[str, Any]], id: str) -> list[str]:
    """The ids of a category of `tree` and of all in it. Raises Missing when it is not there."""
    inside = [row["id"] for row in tree if id in row["path"].split("/")]
    if not inside:
        raise Missing()
    return inside


def sitemap(db: Reading, last: list[Any] | None) -> list[Row[Any]]:
    """A page of what everyone may read, and one more if there is more, behind the sort values `last`."""
    more = {} if last is None else {"last_at": last[0], "last_id": last[1]}
    return list(db.rows(SITE[last is not None], VISITOR, now=db.now, **more))


def which(db: Reading, viewer: Viewer, ids: Iterable[str]) -> list[dict[str, Any]]:
    """Those of `ids` that `viewer` may read now: what they are called, of which genre, last changed when."""
    rows = db.rows(WHICH, viewer, ids=list(ids), now=db.now)
    return [{"id": id, "title": title, "genre": genre, "updated_at": at} for id, title, genre, at in rows]
