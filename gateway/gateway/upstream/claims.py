"""What the gateway asks accounts about exports and erasures: what people asked for, and what came of it."""

from typing import Any

from gateway.upstream.caller import Caller

SERVICE = "accounts"


def claims(caller: Caller) -> dict[str, Any]:
    """What the viewer asked for lately, newest first, what keeps their data now, and what only they administer.

    {claims, holds, alone_in}
    """
    answer = caller.read(SERVICE, "/v1/me/claims")
    return {"claims": answer["items"], "holds": answer["holds"], "alone_in": answer["alone_in"]}


def ask_for_export(caller: Caller) -> None:
    """Have every service put together what it holds of the viewer."""
    caller.act(SERVICE, "/v1/me/exports", {})


def ask_for_erasure(caller: Caller, leave_alone: bool) -> str:
    """Close the viewer's account and have it erased; the secret that shows the receipt.

    `leave_alone`: also where an organisation is left without an administrator.
    """
    return caller.act(SERVICE, "/v1/me/erasure", {"leave_alone": leave_alone})["receipt"]  # type: ignore[no-any-return]


def receipt(gateway: Caller, secret: str) -> Any:
    """What became of what was held of somebody, service by service."""
    return gateway.ask(SERVICE, "/internal/v1/receipts/look", {"receipt": secret})
