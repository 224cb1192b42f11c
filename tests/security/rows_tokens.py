"""Who may do what with API tokens: each their own, made with a fresh proof."""

from typing import Any

from security.scene import MEMBERS


def tokens(row: Any) -> dict[str, Any]:
    """The rows, each made by `row`."""
    made = {"name": "N", "scopes": ["read"], "days": 1}
    return {
        "GET /v1/me/tokens": row(MEMBERS),
        "POST /v1/me/tokens": row(MEMBERS, made, (403,)),
        "DELETE /v1/me/tokens/{token_id}": row(("owner",), others=404),
        "POST /internal/v1/tokens/look": row(("gateway",), {"token": "x"}),
    }
