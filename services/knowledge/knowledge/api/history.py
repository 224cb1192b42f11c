"""The staff's pages about what an article said before: only who may edit it reads them, and that is recorded."""

from dataclasses import asdict
from typing import Any

from knowledge.api.desk import record
from knowledge.api.history_schemas import Difference, DifferenceQuery, Revisions
from knowledge.api.views import person
from knowledge.model.article import EDITORS
from knowledge.model.difference import side_by_side
from knowledge.model.revision import WORDS
from knowledge.store import desk, remits, revisions
from portalkit.errors import Missing
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page
from portalkit.web.schemas import PageQuery

blueprint = Blueprint("history", __name__, description="What articles said before")


@blueprint.reads(
    "/internal/v1/pages/staff/article/<article_id>/revisions", by=EDITORS, takes=PageQuery, gives=Revisions
)
def list_revisions(db, viewer, query, article_id):
    """The revisions of an article, newest first."""
    row = desk.one(db, viewer, article_id)
    record(viewer, "opened", [row])
    rows, further = page(revisions.listed(db, article_id, decode(query["cursor"])), revisions.ROWS_A_PAGE, "number")
    edit = remits.edits_at(db, viewer, row.category_path)
    return {"article": heading(row), "edit": edit, "items": [_revision(each) for each in rows], "next": further}


@blueprint.reads(
    "/internal/v1/pages/staff/article/<article_id>/difference", by=EDITORS, takes=DifferenceQuery, gives=Difference
)
def difference(db, viewer, query, article_id):
    """Two revisions of an article side by side."""
    row = desk.one(db, viewer, article_id)
    record(viewer, "opened", [row])
    two = revisions.two(db, article_id, query["older"], query["newer"])
    if not {query["older"], query["newer"]} <= set(two):
        raise Missing()
    older, newer = two[query["older"]], two[query["newer"]]
    return {
        "article": heading(row),
        "older": _revision(older),
        "newer": _revision(newer),
        "parts": parts(older, newer),
    }


def heading(row: Any) -> dict[str, Any]:
    """The article that a page is about."""
    return {"id": row.id, "title": row.title, "version": row.version}


def parts(older: Any, newer: Any) -> list[dict[str, Any]]:
    """The difference of each of an article's words that differ."""
    rows = {name: side_by_side(getattr(older, name), getattr(newer, name)) for name in WORDS}
    return [{"name": name, "rows": [asdict(row) for row in made]} for name, made in rows.items() if made]


def _revision(row: Any) -> dict[str, Any]:
    copied = {name: getattr(row, name) for name in ("number", "title", "note", "saved_at", "proposed")}
    return copied | {"author": person(row)}
