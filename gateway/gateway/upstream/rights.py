"""What the gateway asks every service about what it holds of a person."""

from typing import Any

from gateway.upstream.caller import Caller, quoted

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
