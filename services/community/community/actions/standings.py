"""What people want of the points they have."""

from community.store import standings
from portalkit.database import Transaction
from portalkit.viewer import Viewer


def choose_listed(tx: Transaction, viewer: Viewer, listed: bool) -> bool:
    """Be listed among those who help most, or not."""
    standings.choose(tx, viewer.id, listed)
    return listed
