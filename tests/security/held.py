"""A hold on what is kept of somebody."""

from typing import Any


def hold_on(scene: Any, user_id: str) -> str:
    """One in force on a person, set if there is none; its id."""
    path = f"/v1/users/{user_id}/holds"
    there = scene.call("administrator", "accounts", "GET", path).json["items"]
    kept = [one["id"] for one in there if one["in_force"]]
    if kept:
        return str(kept[0])
    return str(scene.call("administrator", "accounts", "POST", path, {"ground": "authority"}).json["id"])
