"""Bookmarks: what a person saved, to find it again."""

from typing import Any

from knowledge.actions.bookmarks import save_article, save_category, save_topic
from knowledge.api.bookmark_schemas import SavedList, SavedQuery, SaveThing
from knowledge.store import bookmarks
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page

blueprint = Blueprint("bookmarks", __name__, description="What people saved")


@blueprint.reads("/internal/v1/pages/saved", by="member", takes=SavedQuery, gives=SavedList)
def saved(db, viewer, query):
    """What one saved and may still read, last saved first; the portal asks the topics' owner before it shows them."""
    found = bookmarks.listed(db, viewer, query["kind"], decode(query["cursor"]))
    rows, further = page(found, bookmarks.ROWS_A_PAGE, "saved_at", "id")
    return {"items": [_item(row) for row in rows], "next": further}


@blueprint.acts("/v1/articles/<article_id>/saved", by="member", takes=SaveThing, gives=SaveThing, method="PUT")
def article(tx, viewer, body, article_id):
    """Save an article, or forget it."""
    return {"saved": save_article(tx, viewer, article_id, **body)}


@blueprint.reads("/internal/v1/pages/topics/<topic_id>/saved", by="member", gives=SaveThing)
def topic_saved(db, viewer, topic_id):
    """Whether one saved a topic, for a page that has asked its owner whether one may read it now."""
    return {"saved": bookmarks.is_topic_saved(db, viewer, topic_id)}


@blueprint.acts("/v1/topics/<topic_id>/saved", by="member", takes=SaveThing, gives=SaveThing, method="PUT")
def topic(tx, viewer, body, topic_id):
    """Save a topic, or forget it."""
    return {"saved": save_topic(tx, viewer, topic_id, **body)}


@blueprint.acts("/v1/categories/<category_id>/saved", by="member", takes=SaveThing, gives=SaveThing, method="PUT")
def category(tx, viewer, body, category_id):
    """Save a category, or forget it."""
    return {"saved": save_category(tx, viewer, category_id, **body)}


def _item(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ("id", "kind", "title", "genre", "category", "saved_at")}
