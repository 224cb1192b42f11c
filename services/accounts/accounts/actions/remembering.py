"""Browsers in which their owner is not asked for the second factor for a month."""

from accounts.model.factor import REMEMBERED, Remembered
from accounts.model.session import hashed, new_secret
from accounts.store import audit, remembered
from portalkit.database import Reading, Transaction
from portalkit.errors import Missing
from portalkit.ids import new_id
from portalkit.viewer import Viewer


def is_remembered(db: Reading, user_id: str, secret: str | None) -> bool:
    """Whether this secret is of a browser that this person told us to remember, not too long ago."""
    return bool(secret) and remembered.id_of(db, user_id, hashed(str(secret))) is not None


def remember(tx: Transaction, user_id: str, device: str) -> str:
    """Remember a browser; what it has to show."""
    secret = new_secret()
    browser = Remembered(new_id(), user_id, device, tx.now, tx.now + REMEMBERED)
    remembered.add(tx, browser, hashed(secret))
    audit.append(tx, user_id, "browser.remembered", browser.id, {})
    return secret


def forget(tx: Transaction, by: Viewer, browser_id: str) -> None:
    """Ask again in one of one's browsers. Raises Missing."""
    if not remembered.drop(tx, by.id, browser_id):
        raise Missing(browser_id)
    audit.append(tx, by.id, "browser.forgotten", browser_id, {})
