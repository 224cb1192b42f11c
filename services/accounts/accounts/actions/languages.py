"""Choose the language that one reads in."""

from accounts.actions.telling import tell
from accounts.model.user import User
from accounts.store import audit, users
from portalkit.database import Transaction
from portalkit.viewer import Viewer


def choose_language(tx: Transaction, by: Viewer, locale: str) -> User:
    """Read in `locale` from now on, on every device."""
    before = users.get(tx, by.id)
    if before.locale == locale:
        return before
    user = users.change(tx, by.id, None, locale=locale)
    tell(tx, "changed", user)
    audit.append(tx, by.id, "user.changed", user.id, {"fields": ["locale"]})
    return user
