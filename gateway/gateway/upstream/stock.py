"""What the gateway asks of knowledge about templates and snippets."""

from typing import Any

from gateway.upstream.caller import Caller, quoted

SERVICE = "knowledge"


def every(caller: Caller) -> Any:
    """Templates and snippets: {items}."""
    return caller.read(SERVICE, "/v1/stock")


def one(caller: Caller, stock_id: str) -> Any:
    """One of them, and where it is used: {stock, used_in}."""
    return caller.read(SERVICE, f"/internal/v1/pages/staff/stock/{quoted(stock_id)}")


def keep(caller: Caller, body: dict[str, Any], key: str) -> Any:
    """Add one from {kind, name, genre, body}; it."""
    return caller.create(SERVICE, "/v1/stock", body, key)


def change(caller: Caller, stock_id: str, body: dict[str, Any], version: str) -> None:
    """Change its {genre, body}."""
    caller.change(SERVICE, f"/v1/stock/{quoted(stock_id)}", body, version)


def drop(caller: Caller, stock_id: str) -> None:
    """Delete one that no article includes."""
    caller.act(SERVICE, f"/v1/stock/{quoted(stock_id)}", None, "DELETE")


def revisions(caller: Caller, stock_id: str, cursor: str | None) -> Any:
    """What one said before: {stock, items, next}."""
    return caller.read(SERVICE, f"/internal/v1/pages/staff/stock/{quoted(stock_id)}/revisions", {"cursor": cursor})


def difference(caller: Caller, stock_id: str, older: int, newer: int) -> Any:
    """Two of its revisions side by side: {stock, older, newer, parts}."""
    asked = {"older": older, "newer": newer}
    return caller.read(SERVICE, f"/internal/v1/pages/staff/stock/{quoted(stock_id)}/difference", asked)


def restore(caller: Caller, stock_id: str, body: dict[str, Any], version: str) -> None:
    """Let one say again what it said in revision {number}."""
    caller.change(SERVICE, f"/v1/stock/{quoted(stock_id)}/restore", body, version, "POST")
