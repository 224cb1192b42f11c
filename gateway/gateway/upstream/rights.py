"""What the gateway asks services about what they hold of a person: each of its own, accounts of all."""

from typing import Any

from gateway.upstream.caller import Caller, quoted

ACCOUNTS = "accounts"
PIECE = 1_000_000  # bytes; as long as a piece is, there is more


def held(caller: Caller, service: str) -> Any:
    """How much a service holds of the viewer, and what erasure would do with it: a list of outcomes."""
    return caller.read(service, "/internal/v1/held")["items"]


def part(caller: Caller, service: str, export_id: str) -> bytes:
    """A service's part of the viewer's own export, gzipped JSON."""
    whole = b""
    while True:
        piece = caller.piece(service, f"/internal/v1/exports/{quoted(export_id)}", {"start": len(whole)})
        whole += piece
        if len(piece) < PIECE:
            return whole


def claims(caller: Caller) -> Any:
    """What the viewer asked for lately, newest first."""
    return caller.read(ACCOUNTS, "/v1/me/claims")["items"]


def ask_for_export(caller: Caller, password: str) -> None:
    """Have every service put together what it holds of the viewer."""
    caller.act(ACCOUNTS, "/v1/me/exports", {"password": password})


def ask_for_erasure(caller: Caller, password: str) -> str:
    """Close the viewer's account and have it erased; the secret that shows the receipt."""
    return caller.act(ACCOUNTS, "/v1/me/erasure", {"password": password})["receipt"]  # type: ignore[no-any-return]


def receipt(gateway: Caller, secret: str) -> Any:
    """What became of what was held of somebody, service by service."""
    return gateway.ask(ACCOUNTS, "/internal/v1/receipts/look", {"receipt": secret})
