"""One's own sessions."""

from typing import Any

from accounts.actions import sessions as actions
from accounts.api.schemas.sessions import EndedSchema, SessionsSchema
from accounts.store import sessions
from portalkit.database import Reading, Transaction
from portalkit.viewer import Viewer
from portalkit.web import Blueprint

blueprint = Blueprint("sessions", __name__, description="Where one is signed in")


def _mine(db: Reading, viewer: Viewer) -> dict[str, Any]:
    return {
        "items": [
            {
                "id": session.id,
                "device": session.device,
                "created_at": session.created_at,
                "seen_at": session.seen_at,
                "current": session.id == viewer.sid,
            }
            for session in sessions.of_user(db, viewer.id)
        ]
    }


@blueprint.reads("/v1/me/sessions", by="member", gives=SessionsSchema)
def list_sessions(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """Where one is signed in, last seen first."""
    return _mine(db, viewer)


@blueprint.reads("/internal/v1/pages/sessions", by="member", gives=SessionsSchema)
def sessions_page(db: Reading, viewer: Viewer) -> dict[str, Any]:
    """The same, for the account's page."""
    return _mine(db, viewer)


@blueprint.acts("/v1/me/sessions/<session_id>", by="member", method="DELETE")
def end_session(tx: Transaction, viewer: Viewer, session_id: str) -> None:
    """End one of one's sessions; its next request is signed out."""
    actions.end_session(tx, viewer.id, session_id)


@blueprint.acts("/v1/me/sessions/end-others", by="member", gives=EndedSchema)
def end_others(tx: Transaction, viewer: Viewer) -> dict[str, int]:
    """End all of one's sessions but this one."""
    return {"ended": actions.end_sessions(tx, viewer.id, viewer.id, but=viewer.sid)}
