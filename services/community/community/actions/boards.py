"""Choose which audiences have a leaderboard of their own."""

from collections.abc import Mapping, Sequence

from community.model.board import checked
from community.store import boards
from portalkit import acts
from portalkit.database import Transaction
from portalkit.viewer import Viewer


def choose_boards(tx: Transaction, staff: Viewer, items: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Let these audiences have one, under these names, which their people read, and no others. Raises Invalid."""
    tx.alone("leaderboards")
    names, before = checked(items), boards.everything(tx)
    if names != before:
        boards.put(tx, names, staff.id)
        acts.note_change(tx, staff, "boards.changed", "boards", {"boards": sorted(before)}, {"boards": sorted(names)})
    return boards.everything(tx)
