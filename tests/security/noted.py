"""An internal note of the scene."""

from datetime import UTC, datetime
from typing import Any

from community.model.internal_note import InternalNote
from community.store import internal_notes
from portalkit.ids import new_id


def noted(portal: Any, topic_id: str, author_id: str) -> str:
    """What somebody of the staff noted beside a topic, by a row: none of them reads what is closed. Its id."""
    note = InternalNote(new_id(), topic_id, author_id, "A note.", datetime.now(UTC))
    with portal.apps["community"].extensions["database"].transaction() as tx:
        internal_notes.add(tx, note)
    return note.id
