"""Who may do what with personas, and learn what their people search."""

from typing import Any

from security.scene import STAFF


def personas(row: Any) -> dict[str, Any]:
    """The rows, each made by `row`."""
    staff, administrators = tuple(STAFF), ("administrator",)
    made = {"name": "P", "audience_id": "members", "needs": [], "tasks": []}
    one = "/v1/personas/{persona_id}"
    return {
        "GET /v1/personas": row(staff),
        "POST /v1/personas": row(administrators, made),
        f"GET {one}": row(staff, reaches=staff),
        f"PATCH {one}": row(administrators, {"needs": ["Calm"]}, reaches=administrators),
        f"DELETE {one}": row(administrators, reaches=administrators),
        "GET /internal/v1/personas/counted": row(("gateway",)),
    }
