"""Who may do what with profiles: each their own; administrators say what is free, and decide about what is not."""

from typing import Any

from security.scene import MEMBERS


def profiles(row: Any) -> dict[str, Any]:
    """The rows, each made by `row`."""
    administrators = ("administrator",)
    return {
        "GET /v1/me/profile": row(MEMBERS),
        "PATCH /v1/me/profile": row(MEMBERS, {"job_title": "T"}),
        "DELETE /v1/me/profile/wishes/{field}": row((), others=404),
        # The peer is asked for, and sees all of their own.
        "GET /internal/v1/pages/person/{user_id}": row(("visitor", *MEMBERS), reaches=("peer", "administrator")),
        "GET /v1/profile-wishes": row(administrators),
        "POST /v1/profile-wishes/{wish_id}/decide": row(administrators, {"approve": True}, reaches=administrators),
        "PATCH /v1/profile-policy": row(administrators, {"rules": {"name": "free"}}),
    }
