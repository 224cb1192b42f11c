"""Codes of an app, and recovery codes: each works once, and few can be tried."""

from accounts.actions.applications import send
from accounts.actions.desk import Desk
from accounts.model import mails
from accounts.model.factor import CODE, tidy_code, wrong_code
from accounts.model.session import hashed
from accounts.model.totp import matching_step
from accounts.store import audit, factors, users
from portalkit import limits
from portalkit.database import Transaction
from portalkit.ids import new_id
from portalkit.limits import Limit

# Who knows the password and tries for a year has a chance of one in fifty; the right code starts afresh.
TRIES = Limit("code-of", 5, 15 * 60)
TRIES_A_DAY = Limit("codes-of", 15, 24 * 3600)


def take_try(tx: Transaction, key: str) -> None:
    """Count a try, in a transaction that is committed before the code is looked at. Raises Throttled."""
    limits.take(tx, TRIES, key)
    limits.take(tx, TRIES_A_DAY, key)


def use_code(tx: Transaction, desk: Desk, user_id: str, code: str, key: str) -> None:
    """Use up a code of the person's app, or a recovery code, whose try was counted under `key`. Raises Invalid."""
    tidy = tidy_code(code)
    if CODE.fullmatch(tidy):
        if not _use_totp(tx, desk, user_id, tidy):
            raise wrong_code()
    elif not _use_recovery(tx, desk, user_id, tidy):
        raise wrong_code()
    for limit in (TRIES, TRIES_A_DAY):
        limits.forget(tx, limit, key)


def _use_totp(tx: Transaction, desk: Desk, user_id: str, code: str) -> bool:
    app = factors.totp(tx, user_id)
    secret = desk.seal.open(app.sealed) if app and app.confirmed_at else None
    if app is None or secret is None:
        return False
    step = matching_step(secret, code, tx.now, app.last_step)
    return step is not None and factors.use_step(tx, user_id, step)


def _use_recovery(tx: Transaction, desk: Desk, user_id: str, code: str) -> bool:
    if not factors.use_recovery(tx, user_id, hashed(code)):
        return False
    left = factors.recovery_left(tx, user_id)
    audit.append(tx, user_id, "recovery-code.used", user_id, {"left": left})
    send(tx, users.get(tx, user_id), new_id(), "recovery-code-used", mails.recovery_code_used(desk.portal, left))
    return True
