"""Templates and snippets over HTTP, for those who write."""

from knowledge.actions.stock import change_stock, drop_stock, keep_stock
from knowledge.api.desk import record
from knowledge.api.stock_schemas import ChangeStock, KeepStock, StockList, StockPage, StockSchema
from knowledge.model.article import EDITORS, shown_state
from knowledge.model.stock import SNIPPET
from knowledge.store import stock
from portalkit.posts import FORMER
from portalkit.web import Blueprint

blueprint = Blueprint("stock", __name__, description="Templates and snippets")


@blueprint.reads("/v1/stock", by=EDITORS, gives=StockList)
def listed(db, viewer):
    """All templates and snippets, and how many articles include each of these."""
    copied = ("id", "kind", "name", "genre", "changed_at", "uses")
    return {
        "items": [
            {name: getattr(row, name) for name in copied} | {"changed_by": row.changed_by or FORMER}
            for row in stock.every(db)
        ]
    }


@blueprint.reads("/internal/v1/pages/staff/stock/<stock_id>", by=EDITORS, gives=StockPage)
def one(db, viewer, stock_id):
    """One as it is edited, and the articles that include it."""
    found = stock.get(db, stock_id)
    rows = stock.used_in(db, found.name) if found.kind == SNIPPET else []
    record(viewer, "listed", rows)
    copied = ("id", "kind", "name", "genre", "body", "changed_at", "version")
    return {
        "stock": {name: getattr(found, name) for name in copied},
        "used_in": [
            {"id": row.id, "title": row.title, "state": shown_state(row.state, row.published_at, db.now)}
            for row in rows
        ],
    }


@blueprint.creates("/v1/stock", by=EDITORS, takes=KeepStock, gives=StockSchema)
def keep(tx, viewer, body):
    """Add a template or a snippet."""
    return keep_stock(tx, viewer, **body)


@blueprint.changes("/v1/stock/<stock_id>", by=EDITORS, takes=ChangeStock, gives=StockSchema)
def change(tx, viewer, body, version, stock_id):
    """Change a text; the articles that include a snippet have it at once."""
    return change_stock(tx, viewer, stock_id, version, body)


@blueprint.acts("/v1/stock/<stock_id>", by=EDITORS, method="DELETE")
def drop(tx, viewer, stock_id):
    """Delete a template, or a snippet that no article includes."""
    drop_stock(tx, viewer, stock_id)
