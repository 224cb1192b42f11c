"""How people are named beside what they wrote."""

from typing import Any

UNKNOWN, FORMER = "A member", "A former member"


def person(id: str, name: str | None, kind: str | None) -> dict[str, Any]:
    """A person as views show one: `name` is None for one not heard of yet, empty for one who was erased."""
    if name is None:
        return {"id": id, "name": UNKNOWN, "kind": kind or "customer"}
    return {"id": id, "name": name or FORMER, "kind": kind or "customer"}
