"""Whoever changes something sensitive has proven within the last ten minutes who they are (step-up)."""

from collections.abc import Callable
from datetime import datetime

from accounts.actions.codes import take_try, use_code
from accounts.actions.desk import Desk
from accounts.model import factor
from accounts.model.factor import PROVEN_FOR
from accounts.model.password import normal
from accounts.model.token import check_in_session
from accounts.store import sessions, users
from accounts.store.factors import has_totp
from portalkit import limits
from portalkit.database import Database, Reading
from portalkit.errors import Invalid
from portalkit.limits import Limit
from portalkit.viewer import Viewer

Check = Callable[[Reading], object]
TRIES = Limit("address-of", 5, 3600)  # by one person: each may be a guess at the password


def check_proven(db: Reading, by: Viewer) -> None:
    """Raise Refused (403, step-up-needed) unless `by` proved in this session, ten minutes ago at most, who they are.

    What is sensitive calls this first, in its transaction.
    """
    check_in_session(by)
    factor.check_proven(sessions.proven_at(db, by.id, by.sid or ""), db.now)


def check_owner(
    database: Database, desk: Desk, by: Viewer, password: str | None, tries: Limit, also: Check = lambda _: None
) -> int:
    """A proof of the last ten minutes, or of who has no app with codes the password; how often that was changed.

    Each is one of `tries`; `also` is checked before the password is. Raises Refused, Invalid, Throttled.
    """
    check_in_session(by)
    with database.transaction(counted=False) as tx:
        if password is None or has_totp(tx, by.id):
            check_proven(tx, by)
        limits.take(tx, tries, by.id)
        also(tx)
        known = users.credentials_of(tx, by.id)
    if known is None or (password is not None and not desk.hasher.fits(normal(password), known.password_hash)):
        raise Invalid({"password": ["This is not your password."]})
    return known.epoch


def proven_until(db: Reading, by: Viewer) -> datetime | None:
    """Until when nothing has to be proven; None when it has to be."""
    at = sessions.proven_at(db, by.id, by.sid or "")
    return at + PROVEN_FOR if at is not None and factor.is_proven(at, db.now) else None


def prove(database: Database, desk: Desk, by: Viewer, password: str | None, code: str | None) -> None:
    """Prove it by the password or, for who has an app with codes, by a code. Raises Invalid, Throttled, Missing."""
    check_in_session(by)
    with database.reading() as db:
        sessions.one_of(db, by.id, by.sid or "")
        by_code = has_totp(db, by.id)
    if by_code:
        _prove_by_code(database, desk, by, code)
    else:
        _prove_by_password(database, desk, by, password)


def _prove_by_code(database: Database, desk: Desk, by: Viewer, code: str | None) -> None:
    if code is None:
        raise Invalid({"code": ["Write the code that your app shows, or a recovery code."]})
    key = by.sid or by.id
    with database.transaction(counted=False) as tx:
        take_try(tx, key)
    with database.transaction() as tx:
        use_code(tx, desk, by.id, code, key)
        sessions.mark_proven(tx, by.sid or "")


def _prove_by_password(database: Database, desk: Desk, by: Viewer, password: str | None) -> None:
    if password is None:
        raise Invalid({"password": ["Write your password."]})
    with database.transaction(counted=False) as tx:
        limits.take(tx, TRIES, by.id)
        known = users.credentials_of(tx, by.id)
    if known is None or not desk.hasher.fits(normal(password), known.password_hash):
        raise Invalid({"password": ["This is not your password."]})
    with database.transaction() as tx:
        limits.forget(tx, TRIES, by.id)
        sessions.mark_proven(tx, by.sid or "")
