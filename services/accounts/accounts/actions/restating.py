"""Tell again what is so, for copies that others have lost."""

from collections.abc import Mapping, Sequence

from accounts.actions.telling import tell
from accounts.model.audience import Rules
from accounts.store import audiences, tables, users
from portalkit.database import Transaction
from portalkit.restating import Owned


def restate_users(tx: Transaction, ids: Sequence[str]) -> None:
    """Publish these people as they are."""
    rules = Rules.of(audiences.rules_held(tx))
    for id in ids:
        tell(tx, "restated", users.get(tx, id), rules)


OWNED: Mapping[str, Owned] = {"user": Owned(tables.users, restate_users)}
