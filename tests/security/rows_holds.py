"""Who may hold what is kept of a person."""

from typing import Any

ADMINISTRATORS = ("administrator",)


def holds(row: Any) -> dict[str, Any]:
    """The rows, each made by `row`: administrators alone, and to decide takes a proof, which nobody here has."""
    at = "/v1/users/{user_id}/holds"
    return {
        "GET /v1/holds": row(ADMINISTRATORS),
        f"GET {at}": row(ADMINISTRATORS, reaches=ADMINISTRATORS),
        f"POST {at}": row(ADMINISTRATORS, {"ground": "authority"}, (403,), reaches=ADMINISTRATORS),
        f"DELETE {at}/{{hold_id}}": row(ADMINISTRATORS, None, (403,), reaches=ADMINISTRATORS),
    }
