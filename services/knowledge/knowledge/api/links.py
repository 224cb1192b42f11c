"""Links in articles that lead nowhere, for those who write."""

from flask import current_app

from knowledge.actions.links import check_again
from knowledge.api.desk import record
from knowledge.api.link_schemas import Checked, LinkList, LinksQuery
from knowledge.model.article import EDITORS
from knowledge.store import links
from portalkit.posts import FORMER
from portalkit.web import Blueprint
from portalkit.web.cursors import decode, page

blueprint = Blueprint("links", __name__, description="Links that lead nowhere")


@blueprint.reads("/internal/v1/pages/staff/links", by=EDITORS, takes=LinksQuery, gives=LinkList)
def broken(db, viewer, query):
    """The articles with links that are broken, those with the most first."""
    rows, further = page(links.listing(db, viewer, decode(query["cursor"])), links.ROWS_A_PAGE, "n", "id")
    record(viewer, "listed", rows)
    faults = links.known(db, [row.id for row in rows])
    items = [
        {
            "id": row.id,
            "title": row.title,
            "owner": {"id": row.owner_id, "name": row.owner_name or FORMER},
            "links": _links(faults[row.id]),
        }
        for row in rows
    ]
    return {"items": items, "next": further}


@blueprint.acts("/v1/articles/<article_id>/links/check", by=EDITORS, gives=Checked)
def check(tx, viewer, article_id):
    """Check the links of an article now."""
    return {"links": _links(check_again(tx, viewer, current_app.config["ORIGIN"], article_id))}


def _links(faults):
    return [{"address": address, "fault": fault} for address, fault in sorted(faults.items())]
