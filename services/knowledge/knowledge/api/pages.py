"""The readers' pages: one question of the portal, one answer with everything the page shows of ours."""

from typing import Any

from knowledge.api.comment_shapes import comment
from knowledge.api.feed_schemas import Feed, FeedQuery
from knowledge.api.page_schemas import ArticlePage, Articles, Home, Moved, Sitemap
from knowledge.api.schemas import ArticlesQuery
from knowledge.api.views import for_what, person
from knowledge.model.article import is_editor
from knowledge.model.comment import may_comment
from knowledge.store import feed, pins, shelves, translations
from knowledge.store.beside import Beside, beside
from knowledge.store.comments import COMMENTS_A_PAGE
from portalkit.errors import Missing
from portalkit.viewer import BUILT_IN, VISITOR, Viewer, key_parts
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page
from portalkit.web.schemas import PageQuery

blueprint = Blueprint("pages", __name__, description="What the portal's pages show")


@blueprint.reads("/internal/v1/pages/home", by="anyone", gives=Home, etag="state")
def home(db, viewer):
    """The categories at the top in which there is something to read, those right below each, and what is new.

    `yours` are those that the viewer saved, wherever they lie.
    """
    tree = shelves.tree(db, viewer)
    top = [each | {"children": _inside(tree, each["id"], "id", "name")} for each in _inside(tree, None)]
    yours = [_counted(row) for row in tree if row["saved"] and row["article_count"]]
    return {"categories": top, "yours": yours, "latest": shelves.latest(db, viewer)}


@blueprint.reads("/internal/v1/pages/articles", by="anyone", takes=ArticlesQuery, gives=Articles, etag="state")
def articles(db, viewer, query):
    """The articles in a category at any depth, or all; newest first, but of a category first what is pinned there."""
    tree, wanted = shelves.tree(db, viewer), query["category"]
    inside = shelves.below(tree, wanted) if wanted else None
    above, found = _listed(db, viewer, query, inside)
    rows, further = page(found, shelves.CARDS_A_PAGE, "published_at", "id")
    return {
        "pinned": [shelves.card(row) for row in above],
        "category": _head(tree, wanted) if wanted else None,
        "children": _inside(tree, wanted),
        "items": [shelves.card(row) for row in rows],
        "next": further,
    }


def _listed(db: Any, viewer: Viewer, query: dict[str, Any], inside: list[str] | None) -> tuple[list[Any], list[Any]]:
    """What is pinned, on the first page of all kinds of a category, and the articles."""
    last = decode(query["cursor"])
    if inside is None or query["genre"]:
        return [], shelves.cards(db, viewer, inside, query["genre"], last)
    if last:
        return [], pins.further(db, viewer, query["category"], inside, last)
    return pins.first_page(db, viewer, query["category"], inside)


@blueprint.reads(
    "/internal/v1/pages/article/<article_id>", by="anyone", takes=PageQuery, gives=ArticlePage, etag="state"
)
def article(db, viewer, query, article_id):
    """An article, a page of what readers say under it, those that are close to it, and the other languages it is in.

    In place of a translation that was taken back its original; `instead_of` names the language that was asked for.
    """
    row, instead_of = _read(db, viewer, article_id)
    with_it = beside(db, viewer, row, decode(query["cursor"]))
    shown = {
        "id": row.id,
        "title": row.title,
        "summary": row.summary,
        "html": row.html,
        "toc": row.toc,
        "files": row.files or [],
        "trail": row.trail,
        "author": person(row),
        "published_at": row.published_at,
        "updated_at": row.updated_at,
        "product": row.product,
        "region": row.region,
        **for_what(row),
        "genre": row.genre,
        "language": row.language,
        "version": row.version,
        "helpful": row.helpful,
        "unhelpful": row.unhelpful,
        "topic_id": row.topic_id,
        "credits": with_it.credits,
        "commentable": row.commentable,
    }
    if viewer.kind == "staff":
        shown["audiences"] = [_audience(id) for id in key_parts(row.audience_key)]
    return {
        "article": shown,
        "comments": _comments(db, viewer, row, with_it),
        "translations": with_it.translations,
        "instead_of": instead_of,
        "siblings": with_it.siblings,
        "mine": {"helped": row.helped, "saved": row.saved_at is not None} if viewer.signed_in else None,
        "can": {
            "edit": is_editor(viewer),
            "vote": viewer.id != row.author_id,
            "comment": may_comment(viewer, row.commentable),
        },
    }


@blueprint.reads("/internal/v1/pages/article/<article_id>/moved", by="anyone", gives=Moved)
def moved(db, viewer, article_id):
    """Where an article is found that was merged into another."""
    into = shelves.moved_to(db, viewer, article_id)
    return {"to": into.id, "title": into.title}


@blueprint.reads("/internal/v1/pages/sitemap", by="anyone", takes=PageQuery, gives=Sitemap, etag="state")
def sitemap(db, viewer, query):
    """What everyone may read, whoever asks."""
    found = shelves.sitemap(db, decode(query["cursor"]))
    rows, further = page(found, shelves.SITEMAP_PAGE, "published_at", "id")
    items = [{"id": row.id, "title": row.title, "updated_at": row.updated_at} for row in rows]
    return {"items": items, "next": further}


@blueprint.reads("/internal/v1/pages/feed", by="anyone", takes=FeedQuery, gives=Feed, etag="state")
def newest(db, viewer, query):
    """The newest that everyone may read, whoever asks, in a category at any depth or all, of one genre or all."""
    wanted, name, inside = query["category"], None, None
    if wanted:
        tree = shelves.tree(db, VISITOR)
        inside = shelves.below(tree, wanted)
        name = next(row["name"] for row in tree if row["id"] == wanted)
    copied = ("id", "title", "summary", "html", "genre", "language", "category", "published_at", "updated_at")
    rows = feed.newest(db, inside, query["genre"])
    return {
        "name": name,
        "items": [{each: getattr(row, each) for each in copied} | {"author": person(row)} for row in rows],
    }


def _read(db: Any, viewer: Viewer, article_id: str) -> tuple[Any, str | None]:
    """The article, or in place of a translation that was taken back its original, with the language that was meant."""
    try:
        return shelves.article(db, viewer, article_id), None
    except Missing:
        found = translations.instead(db, viewer, article_id)
        if found is None:
            raise
        return shelves.article(db, viewer, found.id), found.language


def _comments(db: Any, viewer: Viewer, row: Any, with_it: Beside) -> dict[str, Any]:
    rows, further = page(with_it.comments, COMMENTS_A_PAGE, "written_at", "id")
    return {"count": row.comments, "items": [comment(each, viewer, db.now) for each in rows], "next": further}


def _audience(id: str) -> dict[str, str]:
    """Its name is accounts' to tell, but for those that are built in."""
    return {"id": id, "name": id.capitalize()} if id in BUILT_IN else {"id": id}


COUNTED = ("id", "name", "description", "article_count")


def _inside(tree: list[dict[str, Any]], parent: str | None, *shown: str) -> list[dict[str, Any]]:
    """The categories right below one, or at the top, in which this viewer finds something."""
    below = (row for row in tree if row["parent_id"] == parent and row["article_count"])
    return [_counted(row, *shown) for row in below]


def _counted(row: dict[str, Any], *shown: str) -> dict[str, Any]:
    return {name: row[name] for name in shown or COUNTED}


def _head(tree: list[dict[str, Any]], id: str) -> dict[str, Any]:
    rows = {row["id"]: row for row in tree}
    here = rows[id]
    trail = [{"id": step, "name": rows[step]["name"]} for step in here["path"].split("/")]
    return {name: here[name] for name in ("id", "name", "description", "open", "saved")} | {"trail": trail}
