"""The audit log, for administrators."""

from dataclasses import asdict
from typing import Any

from accounts.api.schemas.audit import AuditQuery, AuditSchema
from accounts.store import audit
from portalkit.database import Reading
from portalkit.viewer import Viewer
from portalkit.web import Blueprint
from portalkit.web.cursors import decode
from portalkit.web.cursors import page as page_of

blueprint = Blueprint("audit", __name__, description="Who did what")
PAGE = 50


@blueprint.reads("/v1/audit", by="administrator", takes=AuditQuery, gives=AuditSchema)
def list_records(db: Reading, viewer: Viewer, query: dict[str, Any]) -> dict[str, Any]:
    """What was done, newest first; with `object`, what was done to that."""
    (before,) = decode(query["cursor"]) or (None,)
    items, following = page_of(audit.page(db, before, query["object"], PAGE + 1), PAGE, "seq")
    return {"items": [asdict(record) for record in items], "next": following}
