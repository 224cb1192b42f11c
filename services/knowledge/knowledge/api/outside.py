"""Links to other sites that lead nowhere or elsewhere, for those who write."""

from flask import current_app

from knowledge.actions.outside import ask_again
from knowledge.api.desk import record
from knowledge.api.outside_schemas import OutsideList, OutsideQuery
from knowledge.model.article import EDITORS
from knowledge.store import outside
from portalkit.posts import FORMER
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page

blueprint = Blueprint("outside", __name__, description="Links to other sites")


@blueprint.reads("/internal/v1/pages/staff/outside", by=EDITORS, takes=OutsideQuery, gives=OutsideList)
def listing(db, viewer, query):
    """Links that are broken, that moved, or that could not be asked, in articles that the viewer edits."""
    if not current_app.config["CHECKS_OTHERS"]:
        return {"checked": False, "items": [], "next": None}
    found = outside.listing(db, viewer, query["which"], decode(query["cursor"]))
    rows, further = page(found, outside.ROWS_A_PAGE, "address")
    places = outside.places(db, viewer, [row.id for row in rows])
    record(viewer, "listed", places)
    items = [_link(row, [each for each in places if each.link_id == row.id], db.now) for row in rows]
    return {"checked": True, "items": items, "next": further}


@blueprint.acts("/v1/outside/<link_id>/ask", by=EDITORS)
def ask(tx, viewer, link_id):
    """Ask the site again now."""
    ask_again(tx, viewer, link_id)


def _link(row, places, now):
    copied = {name: getattr(row, name) for name in ("id", "address", "outcome", "status", "asked_at", "moved_to")}
    articles = [
        {"id": each.id, "title": each.title, "owner": {"id": each.owner_id, "name": each.owner_name or FORMER}}
        for each in places
    ]
    return copied | {"waits": row.next_at <= now, "count": places[0].n if places else 0, "articles": articles}
