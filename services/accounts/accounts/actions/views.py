"""Look at the portal as somebody else, or as an audience: an administrator, for a while, and only to read."""

from accounts.model.audience import check_may_view_in, is_audience
from accounts.model.session import LONGEST_VIEW, View, hashed
from accounts.model.user import check_may_view
from accounts.store import audiences, audit, sessions, users
from portalkit.database import Transaction
from portalkit.viewer import Viewer


def start_view(tx: Transaction, by: Viewer, user_id: str) -> None:
    """From now on this session of an administrator sees what that person sees. Raises Missing, Refused."""
    check_may_view(users.get(tx, by.id), users.get(tx, user_id))
    _begin(tx, by, user_id)


def start_view_in(tx: Transaction, by: Viewer, audience_id: str) -> None:
    """From now on it sees what somebody sees who is in this audience and no other. Raises Missing, Refused."""
    check_may_view_in(audiences.named(tx, audience_id))
    _begin(tx, by, audience_id)


def _begin(tx: Transaction, by: Viewer, viewing_id: str) -> None:
    session = sessions.one_of(tx, by.id, by.sid or "")
    drop_view(tx, session.id)
    sessions.look_as(tx, session.id, viewing_id, tx.now + LONGEST_VIEW)
    act = "audience.view-started" if is_audience(viewing_id) else "view.started"
    audit.append(tx, by.id, act, viewing_id, {"session": session.id})


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
    act = "audience.view-ended" if is_audience(view.viewing_id) else "view.ended"
    audit.append(tx, view.user_id, act, view.viewing_id, {"session": view.session_id, **why})
