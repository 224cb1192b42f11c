"""What an administrator does for somebody whose telephone and recovery codes are both gone."""

from accounts.actions.applications import send
from accounts.actions.desk import Desk
from accounts.actions.proofs import check_proven
from accounts.actions.sessions import end_sessions
from accounts.model import mails
from accounts.store import audit, factors, passkeys, remembered, tickets, users
from portalkit.catalogue import N_
from portalkit.database import Reading, Transaction
from portalkit.errors import Refused
from portalkit.ids import new_id
from portalkit.viewer import Viewer

TOLD = N_(
    "An administrator removed your app with codes, your recovery codes and your passkeys, and signed you out"
    " everywhere. Your password alone signs you in now. Set up a second factor anew."
)


def held(db: Reading, user_id: str) -> list[str]:
    """Which second factors somebody has: of totp and passkeys."""
    return ["totp"] * factors.has_totp(db, user_id) + ["passkeys"] * bool(passkeys.of_user(db, user_id))


def remove_lost(tx: Transaction, desk: Desk, by: Viewer, user_id: str) -> None:
    """Leave somebody their password alone, signed out everywhere, and tell them by mail.

    It is the way around a second factor, so the administrator proves who they are; one's own are removed where one
    sees them. Raises Refused, Missing.
    """
    check_proven(tx, by)
    if user_id == by.id:
        raise Refused("own-factors", "Remove your own second factors where you see them: /account/security.")
    user, found = users.get(tx, user_id), held(tx, user_id)
    if not found:
        raise Refused("no-factors", "There is no second factor to remove.")
    factors.drop_totp(tx, user_id)
    factors.put_recovery(tx, user_id, ())
    passkeys.drop_all(tx, user_id)
    remembered.drop(tx, user_id)
    tickets.drop(tx, user_id)
    end_sessions(tx, user_id, by.id)
    audit.append(tx, by.id, "factors.taken", user_id, {"factors": found})
    send(tx, user, new_id(), "factors-changed", mails.factors_changed(desk.portal, TOLD))
