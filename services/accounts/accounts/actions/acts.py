"""Keep in the audit log what staff decide in other services."""

from datetime import datetime
from typing import Any

from accounts.store import audit
from portalkit.database import Transaction


def record_act(
    tx: Transaction, event_id: str, at: datetime, actor: str, act: str, thing_id: str, detail: dict[str, Any]
) -> None:
    """Add one record for each event, however often and however late it is told again."""
    if not audit.is_recorded(tx, event_id):
        audit.append(tx, actor, act, thing_id, detail, at, event_id)
