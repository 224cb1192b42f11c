"""What accounts tells of sessions."""

from notify.actions.copies import note_ended_session
from portalkit.database import Transaction
from portalkit.events import Event


def remember_ended(tx: Transaction, event: Event) -> None:
    """Keep that the session has ended."""
    note_ended_session(tx, event)
