"""Look at the portal as somebody else: an administrator, for a while, and only to read."""

from accounts.model.session import LONGEST_VIEW, View, hashed
from accounts.model.user import check_may_view
from accounts.store import audit, sessions, users
from portalkit.database import Transaction
from portalkit.viewer import Viewer


def start_view(tx: Transaction, by: Viewer, user_id: str) -> None:
    """From now on this session of an administrator sees what that person sees. Raises Missing, Refused."""
    check_may_view(users.get(tx, by.id), users.get(tx, user_id))
    session = sessions.one_of(tx, by.id, by.sid or "")
    drop_view(tx, session.id)
    sessions.look_as(tx, session.id, user_id, tx.now + LONGEST_VIEW)
    audit.append(tx, by.id, "view.started", user_id, {"session": session.id})


def stop_view(tx: Transaction, secret: str) -> None:
    """The session with this secret sees its own again; nothing happens when it did."""
    session = sessions.by_hash(tx, hashed(secret))
    if session is not None:
        drop_view(tx, session.id)


def drop_view(tx: Transaction, session_id: str) -> None:
    """End the view of a session, if it has one."""
    view = sessions.view_of(tx, session_id)
    if view is not None:
        _end(tx, view, {})


def end_views(tx: Transaction) -> None:
    """Write down the end of those views whose time has passed; nobody saw anything by them since."""
    for view in sessions.views_over(tx):
        _end(tx, view, {"because": "time"})


def _end(tx: Transaction, view: View, why: dict[str, str]) -> None:
    sessions.look_as(tx, view.session_id, None, None)
    audit.append(tx, view.user_id, "view.ended", view.viewing_id, {"session": view.session_id, **why})
