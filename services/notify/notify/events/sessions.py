"""What accounts tells of sessions."""

from notify.actions.channels import forget_browser
from notify.actions.copies import note_ended_session
from portalkit.database import Transaction
from portalkit.events import Event


def remember_ended(tx: Transaction, event: Event) -> None:
    """Keep that the session has ended; its browser is told nothing more."""
    note_ended_session(tx, event)
    forget_browser(tx, event.subject)
