"""What staff decide, as the audit log is told of it: ids, numbers and fixed words, since the log outlives names."""

from dataclasses import dataclass, field
from typing import Any

from portalkit.ids import new_id


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
