"""What staff decide elsewhere."""

from accounts.actions.acts import record_act
from portalkit.database import Transaction
from portalkit.events import Event


def record(tx: Transaction, event: Event) -> None:
    """Add it to the audit log, under the name of the service where it was done."""
    data, service = event.data, event.type.split(".")[0]
    act = f"{service}.{data['act']}"
    record_act(tx, event.id, event.time, data["actor_id"], act, data["thing_id"], data["detail"])
