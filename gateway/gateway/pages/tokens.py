"""One's own API tokens."""

from gateway.panels import Panel, page
from gateway.upstream import tokens

DAYS = (7, 30, 90, 365)


@page("/account/tokens", "tokens.html", by="member")
def my_tokens(token_id=None):
    """Those that are good, and how to make another."""
    return {"tokens": Panel(tokens.tokens, need=True), "days": DAYS, "made": None}
