"""The staff's pages: what they write, whoever may read it. What an editor reaches as such is recorded."""

from typing import Any

from flask import current_app

from knowledge.actions.reaches import note
from knowledge.api.category_schemas import StaffCategories, Uses
from knowledge.api.page_schemas import NamedArticles, NamesQuery, NewQuery, StaffArticlePage, StaffArticles, StaffQuery
from knowledge.api.pins import shape
from knowledge.model.article import is_editor, is_outside, shown_state
from knowledge.model.remit import is_unlimited, is_within
from knowledge.model.review import is_reviewer
from knowledge.model.revision import WORDS
from knowledge.store import articles as articles_store
from knowledge.store import copies, desk, remits, translations, upkeep
from portalkit.viewer import STAFF, Viewer, as_narrow, key_parts
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page

blueprint = Blueprint("desk", __name__, description="What the staff's pages show")

BLANK = {
    "id": None,
    "title": "",
    "summary": "",
    "body": "",
    "category_id": "",
    "audiences": [],
    "product": None,
    "region": None,
    "genre": "article",
    "language": "en",
    "commentable": True,
    "translation_of": None,
    "state": "draft",
    "published_at": None,
    "expires_at": None,
    "version": 0,
}


@blueprint.reads("/internal/v1/pages/staff/articles", by="staff", takes=StaffQuery, gives=StaffArticles)
def articles(db, viewer, query):
    """Articles in any state, last changed first."""
    found = desk.listed(db, viewer, query["state"], decode(query["cursor"]))
    rows, further = page(found, desk.ROWS_A_PAGE, "updated_at", "id")
    record(viewer, "listed", rows)
    items = [
        {
            "id": row.id,
            "title": row.title,
            "genre": row.genre,
            "category": {"id": row.category_id, "name": row.category},
            "state": shown_state(row.state, row.published_at, db.now),
            "in_review": row.review_id is not None,
            "updated_at": row.updated_at,
            "published_at": row.published_at,
            "expires_at": row.expires_at,
            "audiences": key_parts(row.audience_key),
        }
        for row in rows
    ]
    return {"items": items, "next": further}


@blueprint.asks("/internal/v1/names", by="administrator", takes=NamesQuery, gives=NamedArticles)
def names(db, viewer, body):
    """What articles are called that something was done to: those that are for this viewer, in any state."""
    return {"visible": articles_store.names(db, viewer, set(body["ids"]))}


@blueprint.reads("/internal/v1/pages/staff/article/<article_id>", by="staff", gives=StaffArticlePage)
def article(db, viewer, article_id):
    """An article as it is edited, with the words that are proposed if some are, and the categories there are."""
    row = desk.one(db, viewer, article_id)
    record(viewer, "opened", [row])
    first = row.translation_of or row.id
    others = translations.written(db, viewer, row.id, first) if row.translated or row.translation_of else []
    copied = {name: getattr(row, name) for name in BLANK if name not in ("audiences", "state")}
    copied["audiences"] = key_parts(row.audience_key)
    copied["state"] = shown_state(row.state, row.published_at, db.now)
    if row.proposal is not None:
        copied |= {name: getattr(row, f"proposed_{name}") for name in WORDS}
    tree = _tree(db, viewer)
    within = any(each["within"] and each["id"] == row.category_id for each in tree)
    return {
        "article": copied,
        "origin": _origin(db, row),
        "review": _review(viewer, row, within),
        "upkeep": {name: getattr(row, name) for name in ("owner_id", "deputy_id", "due_on")},
        "pin": shape(row.pin_place, row.pin_until) if is_editor(viewer) else None,  # a place tells of those before it
        "staff": upkeep.staff(db),
        "translations": _translations(row, others),
        "original": next((_original(each) for each in others if each.id == first), None),
        "categories": _choices(tree, row.category_id),
    }


@blueprint.reads("/internal/v1/pages/staff/article-new", by="staff", takes=NewQuery, gives=StaffArticlePage)
def new_article(db, viewer, query):
    """An empty article, or the empty translation of one, and the categories there are."""
    begun: dict[str, Any] = BLANK | ({"language": query["language"]} if query["language"] else {})
    original = None
    if query["translation_of"]:
        original = desk.one(db, viewer, query["translation_of"])
        record(viewer, "opened", [original])
        begun |= {name: getattr(original, name) for name in ("category_id", "product", "region", "genre")}
        begun |= {"audiences": key_parts(original.audience_key), "translation_of": original.id}
    return {
        "article": begun,
        "origin": None,
        "review": {"in_review": False, "proposal": None, "publish": is_editor(viewer), "edit": is_editor(viewer)},
        "upkeep": None,
        "pin": None,
        "staff": [],
        "translations": [],
        "original": _original(original) if original else None,
        "categories": _choices(_tree(db, viewer)),
    }


@blueprint.reads("/internal/v1/pages/staff/categories", by="staff", gives=StaffCategories)
def categories(db, viewer):
    """The tree as it is edited, by those who write; others of the staff see what they may read."""
    inner, writes = ("path", "charged", "within"), is_editor(viewer)
    tree = [
        {name: row[name] for name in row if name not in inner} | {"edit": writes and row["within"]}
        for row in _tree(db, viewer)
    ]
    return {"categories": tree, "edit": writes and remits.edits_at(db, viewer, ""), "staff": upkeep.staff(db)}


@blueprint.reads("/internal/v1/pages/staff/uses/<audience_id>", by="administrator", gives=Uses, etag="state")
def uses(db, viewer, audience_id):
    """How many articles demand an audience themselves; categories that do stand in the tree."""
    return {"count": desk.uses(db, audience_id)}


def _review(viewer: Viewer, row: Any, within: bool) -> dict[str, Any]:
    """Whether it waits for a review, which revision is only proposed, and whether `viewer` may publish or edit it."""
    own = row.review_id is not None and row.asked_by == viewer.id
    edit = is_editor(viewer) and within
    publish = edit and (not row.needs_review or (is_reviewer(viewer) and not own))
    return {"in_review": row.review_id is not None, "proposal": row.proposal, "publish": publish, "edit": edit}


def _translations(row: Any, others: list[Any]) -> list[dict[str, Any]]:
    """The other languages this is in, the original first."""
    first = row.translation_of or row.id
    changed = {each.id: each.updated_at for each in (row, *others)}
    return [
        {
            "id": each.id,
            "language": each.language,
            "title": each.title,
            "state": each.state,
            "original": each.id == first,
            "behind": each.id != first and each.updated_at < changed[first],
        }
        for each in sorted(others, key=lambda each: (each.id != first, each.language))
    ]


def _original(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("id", "title", "summary", "body", "language")}


def _origin(db: Any, row: Any) -> dict[str, Any] | None:
    """What the article grew out of. Of a topic that is not known here nobody is a reader."""
    if row.topic_id is None:
        return None
    keys = copies.topic_keys(db, row.topic_id) or (STAFF,)
    return {"topic_id": row.topic_id, "wider": not as_narrow((row.audience_key, row.category_key), keys)}


def _tree(db: Any, viewer: Viewer) -> list[dict[str, Any]]:
    """The categories, and of each whether `viewer` edits `within` it."""
    tree = desk.tree(db, viewer)
    remit = [] if is_unlimited(viewer) else [row["id"] for row in tree if row["charged"]]
    return [row | {"within": is_within(remit, row["path"])} for row in tree]


def _choices(tree: list[dict[str, Any]], stands_in: str | None = None) -> list[dict[str, Any]]:
    """Those of the categories that one edits in, and the one that the article stands in."""
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "depth": row["depth"],
            "audiences": row["demanded"],
            "needs_review": row["needs_review"],
        }
        for row in tree
        if row["within"] or row["id"] == stands_in
    ]


def record(viewer: Viewer, act: str, rows: list[Any], id: str = "id") -> None:
    """Note what of `rows` this viewer reaches only as an editor; `id` is the column that names the article."""
    keys = {getattr(row, id): (row.audience_key, row.category_key) for row in rows}
    if any(is_outside(viewer, *demanded) for demanded in keys.values()):
        with current_app.extensions["database"].transaction(counted=False) as tx:
            note(tx, viewer, act, "article", keys)
