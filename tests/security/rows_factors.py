"""Who may do what with the ways in which people sign in."""

from typing import Any

from security.scene import MEMBERS


def factors(row: Any) -> dict[str, Any]:
    """The rows, each made by `row`. What is sensitive asks for a proof, which nobody here has."""
    gateway = ("gateway",)
    return {
        "GET /v1/me/factors": row(MEMBERS),
        "POST /v1/me/proof": row(MEMBERS, {"password": "not it"}, (404, 422)),
        "POST /v1/me/password": row(MEMBERS, {"password": "short"}, (403,)),
        "POST /v1/me/totp": row(MEMBERS, None, (403,)),
        "POST /v1/me/totp/confirm": row(MEMBERS, {"code": "0"}, (403,)),
        "DELETE /v1/me/totp": row(MEMBERS, None, (403,)),
        "POST /v1/me/recovery-codes": row(MEMBERS, None, (403,)),
        "POST /internal/v1/passkeys/challenge": row(gateway, {"ip": "192.0.2.9"}, (409,)),
        "POST /internal/v1/passkeys/sign-in": row(gateway, {"credential": "{}", "device": "x"}, (422,)),
        "POST /v1/me/passkeys/challenge": row(MEMBERS, None, (403,)),
        "POST /v1/me/passkeys": row(MEMBERS, {"name": "x", "credential": "{}"}, (403,)),
        "DELETE /v1/me/passkeys/{passkey_id}": row((), others=403),
        "DELETE /v1/me/remembered/{browser_id}": row(("owner",), others=404),
        "DELETE /v1/users/{user_id}/factors": row(("administrator",), None, (403,)),
    }
