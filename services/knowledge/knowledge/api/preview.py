"""How a text would look, while it is written."""

from knowledge.api.preview_schemas import Preview, PreviewText
from portalkit.markdown import render
from portalkit.web import Blueprint

blueprint = Blueprint("preview", __name__, description="How a text would look")


@blueprint.asks("/internal/v1/preview", by="staff", takes=PreviewText, gives=Preview)
def preview(db, viewer, body):
    """A text as its readers would have it; nothing is kept."""
    return {"html": render(body["body"]).html}
