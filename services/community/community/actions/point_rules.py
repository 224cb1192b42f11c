"""Choose what scores."""

from typing import Any

from community.model.points import Rules, checked_rules
from community.store import points as store
from portalkit import acts
from portalkit.database import Transaction
from portalkit.errors import Stale
from portalkit.viewer import Viewer


def change_rules(
    tx: Transaction, staff: Viewer, version: int | None, kinds: list[dict[str, Any]], pair_cap: int
) -> Rules:
    """Let other rules hold for what happens from now on. Raises Invalid, Stale."""
    now = store.rules(tx)
    if version not in (None, now.version):
        raise Stale("Somebody else changed the rules meanwhile.")
    new = checked_rules(now.version + 1, kinds, pair_cap)
    store.change_rules(tx, new, staff.id)
    acts.note_change(tx, staff, "point-rules.changed", "points", {"number": now.version}, {"number": new.version})
    return new
