"""A hold on what is kept of somebody."""

from typing import Any

from accounts.model.hold import Hold
from accounts.store import holds
from portalkit.backends import open_database
from portalkit.ids import new_id


def hold_on(scene: Any, user_id: str) -> str:
    """One in force on a person, set if there is none; its id. Over HTTP that takes a proof, which nobody here has."""
    database = open_database(scene.portal.settings["accounts"], "accounts")
    with database.transaction() as tx:
        kept = holds.in_force(tx, user_id)
        if not kept:
            kept = [Hold(new_id(), user_id, "authority", None, None, scene.ids["administrator"], tx.now)]
            holds.add(tx, kept[0])
    database.close()
    return kept[0].id
