"""Who may do what with addresses: each their own, with a fresh proof."""

from typing import Any

from security.scene import MEMBERS


def addresses(row: Any) -> dict[str, Any]:
    """The rows, each made by `row`."""
    at = "/v1/me/addresses/{address_id}"
    return {
        "GET /v1/me/addresses": row(MEMBERS),
        "POST /v1/me/addresses": row(MEMBERS, {"email": "x@people.example"}, (403,)),
        f"POST {at}/main": row(MEMBERS, None, (403,)),
        f"DELETE {at}": row((), others=403),
    }
