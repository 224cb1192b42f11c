"""What other services answer to somebody who wants to have what is theirs, or to leave."""

from accounts.actions.claims import record_answer
from accounts.model.portal import Portal
from portalkit.database import Transaction
from portalkit.events import Event


def record(portal: Portal, tx: Transaction, event: Event) -> None:
    """Keep the answer with what was asked."""
    said = {name: value for name, value in event.data.items() if name != "user_id"}
    record_answer(tx, portal, event.subject, event.type.split(".")[0], said)
