"""What staff decide, as the audit log is told of it: ids, numbers and fixed words, since the log outlives names."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from portalkit.database import Transaction
from portalkit.ids import new_id
from portalkit.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Act:
    """`actor_id` did `act` (`<noun>.<past-verb>`) to the thing with `thing_id`. It happened once, in one version."""

    actor_id: str
    act: str
    thing_id: str
    detail: dict[str, Any]
    id: str = field(default_factory=new_id)
    version: int = 1

    def facts(self) -> dict[str, Any]:
        """What is told of it."""
        return {"actor_id": self.actor_id, "act": self.act, "thing_id": self.thing_id, "detail": self.detail}


def differing(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """The details `before` and `after`, of those values that differ; empty where none does."""
    names = [name for name in after if before[name] != after[name]]
    if not names:
        return {}
    return {"before": {name: before[name] for name in names}, "after": {name: after[name] for name in names}}


def note(tx: Transaction, by: Viewer, act: str, thing_id: str, **detail: Any) -> None:
    """Tell that `by` did `act` to a thing of this service, as `<service>.act.done.v1`, in the transaction of the act.

    `detail` holds ids, numbers and fixed words, and nobody's own text.
    """
    done = Act(by.id, act, thing_id, detail)
    tx.publish(f"{tx.service}.act.done.v1", done, done.facts())


def note_change(
    tx: Transaction,
    by: Viewer,
    act: str,
    thing_id: str,
    before: dict[str, Any],
    after: dict[str, Any],
    fields: Sequence[str] | None = None,
) -> None:
    """The same with what was decided `before` and `after`; nothing is told where nothing differs.

    `fields` are the names of texts that changed too, where a thing has such.
    """
    told = {} if fields is None else {"fields": list(fields)}
    if fields or before != after:
        note(tx, by, act, thing_id, **told, **differing(before, after))
