"""What the gateway asks of knowledge about the links in articles."""

from typing import Any

from gateway.upstream.caller import Caller, quoted
from gateway.upstream.knowledge import PAGES, SERVICE


def broken(caller: Caller, cursor: str | None) -> Any:
    """Articles with links that lead nowhere: {items, next}."""
    return caller.read(SERVICE, f"{PAGES}/staff/links", {"cursor": cursor})


def check(caller: Caller, article_id: str) -> Any:
    """Check an article's links now; those that are broken: {links}."""
    return caller.act(SERVICE, f"/v1/articles/{quoted(article_id)}/links/check")


def outside(caller: Caller, which: str, cursor: str | None) -> Any:
    """Links to other sites that are broken, moved or unknown: {checked, items, next}."""
    return caller.read(SERVICE, f"{PAGES}/staff/outside", {"which": which, "cursor": cursor})


def ask_outside(caller: Caller, link_id: str) -> None:
    """Have another site asked again."""
    caller.act(SERVICE, f"/v1/outside/{quoted(link_id)}/ask")
