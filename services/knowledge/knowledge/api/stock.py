"""Templates and snippets over HTTP, for those who write."""

from dataclasses import asdict

from knowledge.actions.stock import change_stock, drop_stock, keep_stock, restore_stock
from knowledge.api.desk import record
from knowledge.api.history_schemas import DifferenceQuery
from knowledge.api.schemas import RestoreRevision
from knowledge.api.stock_schemas import (
    ChangeStock,
    KeepStock,
    StockDifference,
    StockList,
    StockPage,
    StockRevisions,
    StockSchema,
)
from knowledge.api.views import person
from knowledge.model.article import EDITORS, PUBLISHED, shown_state
from knowledge.model.difference import side_by_side
from knowledge.model.remit import is_within
from knowledge.model.review import publishes_alone
from knowledge.model.stock import SNIPPET
from knowledge.store import remits, stock, stock_revisions
from portalkit.errors import Missing
from portalkit.posts import FORMER
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page
from portalkit.web.schemas import PageQuery

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
        "edit": _may_change(db, viewer, found),
        "used_in": [
            {"id": row.id, "title": row.title, "state": shown_state(row.state, row.published_at, db.now)}
            for row in rows
        ],
    }


@blueprint.reads(
    "/internal/v1/pages/staff/stock/<stock_id>/revisions", by=EDITORS, takes=PageQuery, gives=StockRevisions
)
def revisions(db, viewer, query, stock_id):
    """What one said before, newest first."""
    found = stock.get(db, stock_id)
    rows = stock_revisions.listed(db, stock_id, decode(query["cursor"]))
    kept, further = page(rows, stock_revisions.ROWS_A_PAGE, "number")
    edit = _may_change(db, viewer, found)
    return {"stock": _head(found), "edit": edit, "items": [_revision(row) for row in kept], "next": further}


@blueprint.reads(
    "/internal/v1/pages/staff/stock/<stock_id>/difference", by=EDITORS, takes=DifferenceQuery, gives=StockDifference
)
def difference(db, viewer, query, stock_id):
    """Two of its revisions side by side."""
    found, two = stock.get(db, stock_id), stock_revisions.two(db, stock_id, query["older"], query["newer"])
    if not {query["older"], query["newer"]} <= set(two):
        raise Missing()
    older, newer = two[query["older"]], two[query["newer"]]
    rows = side_by_side(older.body, newer.body)
    return {
        "stock": _head(found),
        "older": _revision(older),
        "newer": _revision(newer),
        "parts": [{"name": "body", "rows": [asdict(row) for row in rows]}] if rows else [],
    }


def _may_change(db, viewer, found):
    """Whether `viewer` may change all articles that follow: those that include it, where it is a snippet."""
    if found.kind != SNIPPET:
        return True
    remit = remits.limits(db, viewer)
    return all(
        is_within(remit, place.path) and (place.state != PUBLISHED or publishes_alone(viewer, place))
        for place in stock.places(db, found.name)
    )


def _head(found):
    return {name: getattr(found, name) for name in ("id", "kind", "name", "version")}


def _revision(row):
    return {name: getattr(row, name) for name in ("number", "note", "saved_at")} | {"author": person(row)}


@blueprint.changes("/v1/stock/<stock_id>/restore", by=EDITORS, takes=RestoreRevision, gives=StockSchema, method="POST")
def restore(tx, viewer, body, version, stock_id):
    """Let one say again what it said in an earlier revision."""
    return restore_stock(tx, viewer, stock_id, version, body["number"])


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
