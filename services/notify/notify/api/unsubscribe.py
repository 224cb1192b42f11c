"""The links at the end of mails. Who holds one need not be signed in."""

from typing import Any

from flask import current_app

from notify.actions.links import UnsubscribeLinks
from notify.actions.preferences import look_at_link, unsubscribe
from notify.api.schemas import TokenSchema, UnsubscribeSchema
from notify.model.words import WHAT
from portalkit.database import Reading, Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("unsubscribe", __name__, description="Ending a kind of mail with one click")


@blueprint.asks("/internal/v1/unsubscribe/look", by="anyone", takes=TokenSchema, gives=UnsubscribeSchema)
def look(db: Reading, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """Which mails a link ends."""
    kind, wanted = look_at_link(db, _links(), body["token"])
    return {"what": WHAT[kind], "kind": kind, "wanted": wanted}


@blueprint.acts("/internal/v1/unsubscribe", by="anyone", takes=TokenSchema, gives=UnsubscribeSchema)
def end_mails(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> dict[str, Any]:
    """End the mails that a link ends."""
    kind = unsubscribe(tx, _links(), body["token"])
    return {"what": WHAT[kind], "kind": kind, "wanted": False}


def _links() -> UnsubscribeLinks:
    links: UnsubscribeLinks = current_app.extensions["unsubscribe-links"]
    return links
