"""Signs of life."""

from notify.actions.copies import note_pulse
from portalkit.database import Transaction
from portalkit.events import Event


def remember(tx: Transaction, event: Event) -> None:
    """Keep when the service last told that everything before has left."""
    note_pulse(tx, event)
