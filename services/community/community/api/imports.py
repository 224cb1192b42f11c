"""Taking over what was written elsewhere, over HTTP."""

from community.actions import imports as actions
from community.api.schemas import ImportCategoriesSchema, ImportedListSchema, ImportTopicsSchema
from portalkit.web import Blueprint

blueprint = Blueprint("imports", __name__, description="Taking over what was written elsewhere; nobody is told")


@blueprint.acts("/v1/import/categories", by="importer", takes=ImportCategoriesSchema, gives=ImportedListSchema)
def take_categories(tx, viewer, body):
    """Add or rewrite categories by external id; the same again changes nothing."""
    return {"items": actions.import_categories(tx, body["items"])}


@blueprint.acts("/v1/import/topics", by="importer", takes=ImportTopicsSchema, gives=ImportedListSchema)
def take_topics(tx, viewer, body):
    """Add or rewrite topics with their replies by external id; the same again changes nothing."""
    return {"items": actions.import_topics(tx, body["items"])}
