"""Tell the audit log what staff decide, in the transaction of what they do."""

from typing import Any

from portalkit.acts import Act, differing
from portalkit.database import Transaction
from portalkit.viewer import Viewer


def note(tx: Transaction, by: Viewer, act: str, thing_id: str, **detail: Any) -> None:
    """Tell that `by` did `act` to a thing; `detail` holds ids, numbers and fixed words, and nobody's own text."""
    done = Act(by.id, act, thing_id, detail)
    tx.publish("community.act.done.v1", done, done.facts())


def note_change(
    tx: Transaction, by: Viewer, act: str, thing_id: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    """The same with what was decided `before` and `after`; nothing is told where nothing differs."""
    if detail := differing(before, after):
        note(tx, by, act, thing_id, **detail)
