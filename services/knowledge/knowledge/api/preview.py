"""How a text would look, while it is written."""

from knowledge.api.preview_schemas import Preview, PreviewText
from knowledge.model.article import EDITORS
from knowledge.model.stock import filled, included
from knowledge.store import stock
from portalkit.markdown import render
from portalkit.web import Blueprint

blueprint = Blueprint("preview", __name__, description="How a text would look")


@blueprint.asks("/internal/v1/preview", by=EDITORS, takes=PreviewText, gives=Preview)
def preview(db, viewer, body):
    """A text as its readers would have it, with the snippets that it includes; nothing is kept."""
    text = body["body"]
    return {"html": render(filled(text, stock.bodies(db, included(text)))).html}
