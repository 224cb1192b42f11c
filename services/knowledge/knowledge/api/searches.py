"""What was searched: noted as results are opened, and read by those who write."""

from datetime import timedelta
from typing import Any

from flask import current_app

from knowledge.api.search_log_schemas import (
    AudienceSearches,
    DaysQuery,
    OneSearch,
    OneSearchQuery,
    OpenedFrom,
    Searches,
    SearchesQuery,
)
from knowledge.model.article import EDITORS
from knowledge.model.asked import LEAST_ASKED, kept_query
from knowledge.model.file import FILE
from knowledge.store import audience_searches, searches
from portalkit.database import Reading
from portalkit.errors import Missing
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page

blueprint = Blueprint("searches", __name__, description="What was searched")


@blueprint.steps("/internal/v1/searches/opened", by="anyone", takes=OpenedFrom, quiet=True)
def note_opened(database, viewer, body):
    """Somebody opened a thing from what a search found; who it was is not kept."""
    current_app.extensions["searches"].opened(database.clock().date(), **body)


@blueprint.reads("/internal/v1/pages/staff/searches", by=EDITORS, takes=SearchesQuery, gives=Searches)
def asked(db, viewer, query):
    """The searches of the last days: those that were asked most, found nothing, or from which nothing was opened."""
    most = searches.MOST_AT_ONCE if query["whole"] else searches.ROWS_A_PAGE
    rows = searches.counts(db, query["which"], _since(db, query["days"]), decode(query["cursor"]), most)
    shown, further = page(rows, most, "rank", "query")
    return {"items": [_counts(row) for row in shown], "next": further}


@blueprint.reads("/internal/v1/pages/staff/search", by=EDITORS, takes=OneSearchQuery, gives=OneSearch)
def one_search(db, viewer, query):
    """One search and what was opened from it; whether this viewer may read topics among that, their owner says."""
    words, since = kept_query(query["q"]), _since(db, query["days"])
    row = searches.one(db, words, since)
    if row is None:
        raise Missing()
    opened = searches.opened(db, words, since)
    names = searches.file_names(db, viewer, opened)
    return _counts(row) | {
        "things": [
            {"kind": each.kind, "id": each.thing_id, "name": names.get(each.thing_id), **_places(each)}
            for each in opened
            if each.kind != FILE or each.thing_id in names
        ]
    }


@blueprint.reads("/internal/v1/pages/staff/searches/<audience_id>", by=EDITORS, takes=DaysQuery, gives=AudienceSearches)
def asked_by(db, viewer, query, audience_id):
    """What those in an audience searched together, of the searches that count for it."""
    since = _since(db, query["days"])
    return {"least": LEAST_ASKED} | {
        which: [
            {"query": row.query, "asked": int(row.asked), "empty": int(row.empty)}
            for row in audience_searches.counts(db, which, audience_id, since)
        ]
        for which in audience_searches.LISTS
    }


def _since(db: Reading, days: int) -> Any:
    return db.now.date() - timedelta(days=days - 1)


def _counts(row: Any) -> dict[str, Any]:
    return {name: int(getattr(row, name)) for name in ("asked", "empty", "found", "opened")} | {"query": row.query}


def _places(row: Any) -> dict[str, Any]:
    return {"count": int(row.n), "place": round(row.places / row.n)}
