"""Looking at the portal as somebody else."""

from typing import Any

from accounts.actions import views
from accounts.api.schemas.doors import OwnSession
from accounts.api.schemas.reach import ViewAsSchema, ViewInSchema
from portalkit.database import Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("views", __name__, description="Looking at the portal as somebody else")


@blueprint.acts("/internal/v1/views", by="administrator", takes=ViewAsSchema)
def start_view(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> None:
    """Let this session see what that person sees, for half an hour."""
    views.start_view(tx, viewer, body["user_id"])


@blueprint.acts("/internal/v1/views/audience", by="administrator", takes=ViewInSchema)
def start_view_in(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> None:
    """Let this session see, for half an hour, what somebody sees who is in this audience and no other."""
    views.start_view_in(tx, viewer, body["audience_id"])


@blueprint.acts("/internal/v1/views/stop", by="gateway", takes=OwnSession)
def stop_view(tx: Transaction, viewer: Viewer, body: dict[str, Any]) -> None:
    """Let a session see its own again."""
    views.stop_view(tx, body["session"])
