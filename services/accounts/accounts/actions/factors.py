"""Have second factors, and give them up: an app that shows codes, and recovery codes for when it is lost."""

from typing import Any

from accounts.actions.applications import send
from accounts.actions.codes import take_try
from accounts.actions.desk import Desk
from accounts.actions.proofs import check_proven
from accounts.model import mails
from accounts.model.factor import new_recovery_codes, tidy_code, wrong_code
from accounts.model.session import hashed
from accounts.model.totp import address_of, matching_step, new_totp_secret
from accounts.store import audit, factors, remembered, tickets, users
from portalkit.catalogue import N_
from portalkit.database import Database, Transaction
from portalkit.errors import Missing, Refused
from portalkit.ids import new_id
from portalkit.viewer import Viewer

ADDED = N_("Signing in now asks for a code of an app besides the password.")
REMOVED = N_("Signing in asks for the password alone from now on: the app with codes was removed.")
NEW_CODES = N_("There are ten new recovery codes. The ones before work no more.")


def begin_totp(tx: Transaction, desk: Desk, by: Viewer) -> dict[str, Any]:
    """Make a secret for an app; it counts once a code proved that the app has it. Raises Refused."""
    check_proven(tx, by)
    if factors.has_totp(tx, by.id):
        raise Refused("has-totp", "There is an app with codes already. Remove it first.")
    secret, user = new_totp_secret(), users.get(tx, by.id)
    factors.put_totp(tx, by.id, desk.seal.close(secret))
    return {"secret": secret, "address": address_of(secret, desk.portal.brand, user.email)}


def confirm_totp(database: Database, desk: Desk, by: Viewer, code: str) -> dict[str, list[str]]:
    """Ask for codes from now on, as this one proves that the app has the secret; the recovery codes.

    Raises Refused, Invalid, Throttled.
    """
    with database.transaction(counted=False) as tx:
        check_proven(tx, by)
        take_try(tx, f"new {by.id}")
    with database.transaction() as tx:
        check_proven(tx, by)
        app = factors.totp(tx, by.id)
        secret = desk.seal.open(app.sealed) if app and app.confirmed_at is None else None
        if app is None or secret is None:
            raise Refused("no-totp-begun", "Begin again: there is no app that waits for its first code.")
        step = matching_step(secret, tidy_code(code), tx.now, app.last_step)
        if step is None or not factors.confirm_totp(tx, by.id, step):
            raise wrong_code()
        codes = _new_codes(tx, by.id)
        factors_changed(tx, desk, by, "factor.added", "totp", ADDED)
        return {"codes": codes}


def remove_totp(tx: Transaction, desk: Desk, by: Viewer) -> None:
    """Ask for the password alone from now on. Raises Refused, Missing."""
    check_proven(tx, by)
    confirmed = factors.has_totp(tx, by.id)
    if not factors.drop_totp(tx, by.id):
        raise Missing("totp")
    factors.put_recovery(tx, by.id, ())
    if confirmed:
        factors_changed(tx, desk, by, "factor.removed", "totp", REMOVED)


def make_recovery_codes(tx: Transaction, desk: Desk, by: Viewer) -> dict[str, list[str]]:
    """Ten new codes in place of those there are. Raises Refused."""
    check_proven(tx, by)
    if not factors.has_totp(tx, by.id):
        raise Refused("no-totp", "Recovery codes are for who has an app with codes. Set one up first.")
    codes = _new_codes(tx, by.id)
    factors_changed(tx, desk, by, "recovery-codes.made", "recovery", NEW_CODES)
    return {"codes": codes}


def _new_codes(tx: Transaction, user_id: str) -> list[str]:
    codes = new_recovery_codes()
    factors.put_recovery(tx, user_id, [hashed(tidy_code(code)) for code in codes])
    return codes


def factors_changed(tx: Transaction, desk: Desk, by: Viewer, act: str, factor: str, what: str, **values: str) -> None:
    """Ask anew in every browser, write it down, and tell the person by mail `what` is different."""
    remembered.drop(tx, by.id)
    tickets.drop(tx, by.id)
    audit.append(tx, by.id, act, by.id, {"factor": factor})
    send(tx, users.get(tx, by.id), new_id(), "factors-changed", mails.factors_changed(desk.portal, what, **values))
