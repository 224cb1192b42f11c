"""Categories over HTTP."""

from community.actions import categories as actions
from community.actions import follows
from community.api import shapes
from community.api.schemas import CategoryChangeSchema, CategorySchema, FollowSchema, NewCategorySchema
from community.api.views import CategoryListSchema
from community.model.category import KEEPERS
from community.store import categories as store
from community.store import pages
from portalkit.web import Blueprint

blueprint = Blueprint("categories", __name__, description="Where questions are asked")


@blueprint.reads("/v1/categories", by="anyone", gives=CategoryListSchema, etag="state")
def list_categories(db, viewer):
    """The categories one may read, in the order of the tree."""
    rows = pages.readable_categories(db, viewer)
    nodes = zip(shapes.tree(rows), rows, strict=True)
    return {"items": [node | {"parent_id": row.parent_id, "following": row.following} for node, row in nodes]}


@blueprint.creates("/v1/categories", by=KEEPERS, takes=NewCategorySchema, gives=CategorySchema)
def add(tx, viewer, body):
    """Add a category; it demands what its parent does, and its own audiences besides."""
    return actions.add_category(tx, viewer, **body)


@blueprint.reads("/v1/categories/<category_id>", by="anyone", gives=CategorySchema)
def get_category(db, viewer, category_id):
    """A category with its version."""
    return CategorySchema().dump(store.get(db, viewer, category_id))


@blueprint.changes("/v1/categories/<category_id>", by=KEEPERS, takes=CategoryChangeSchema, gives=CategorySchema)
def change(tx, viewer, body, version, category_id):
    """Rename a category and set whom it demands; for all that stands below it holds at once."""
    return actions.change_category(tx, viewer, category_id, version, **body)


@blueprint.acts(
    "/v1/categories/<category_id>/following", by="member", takes=FollowSchema, gives=FollowSchema, method="PUT"
)
def follow(tx, viewer, body, category_id):
    """Be told of new questions in a category, or no more."""
    return {"following": follows.follow_category(tx, viewer, category_id, **body)}
