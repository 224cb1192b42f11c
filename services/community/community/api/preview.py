"""How a text would look, while it is written."""

from community.api.schemas import PreviewSchema, PreviewTextSchema
from portalkit.markdown import render
from portalkit.web import Blueprint

blueprint = Blueprint("preview", __name__, description="How a text would look")


@blueprint.asks("/internal/v1/preview", by="member", takes=PreviewTextSchema, gives=PreviewSchema)
def preview(db, viewer, body):
    """A text as it would stand in a topic; nothing is kept."""
    return {"html": render(body["body"], anchors=False).html}
