"""A person reads their messages."""

from notify.store import messages
from portalkit.database import Transaction
from portalkit.viewer import Viewer


def mark_read(tx: Transaction, reader: Viewer, until: str) -> int:
    """Mark the message `until` and all older ones of `reader` as read; how many are unread now.

    The reader's other open pages are told.
    """
    if messages.mark_read(tx, reader, until):
        tx.wakes = True
    return messages.unread(tx, reader)
