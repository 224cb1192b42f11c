"""Categories over the public API."""

from knowledge.actions.categories import change_category, make_category
from knowledge.api.schemas import CategoryList, CategorySchema, ChangeCategory, MakeCategory
from knowledge.model.article import EDITORS
from knowledge.store import shelves
from portalkit.web import Blueprint

blueprint = Blueprint("categories", __name__, description="The tree that articles stand in")


@blueprint.reads("/v1/categories", by="anyone", gives=CategoryList, etag="state")
def list_categories(db, viewer):
    """The categories one may read."""
    names = ("id", "name", "description", "parent_id", "article_count")
    return {"items": [{name: row[name] for name in names} for row in shelves.tree(db, viewer)]}


@blueprint.creates("/v1/categories", by=EDITORS, takes=MakeCategory, gives=CategorySchema)
def add_category(tx, viewer, body):
    """Add a category."""
    return make_category(tx, viewer, **body)


@blueprint.changes("/v1/categories/<category_id>", by=EDITORS, takes=ChangeCategory, gives=CategorySchema)
def edit_category(tx, viewer, body, version, category_id):
    """Rename, describe, move or narrow a category, naming in If-Match the version that was read."""
    return change_category(tx, viewer, category_id, version, body)
