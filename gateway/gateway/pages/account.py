"""One's own account: who one is here, and where one is signed in."""

from gateway.panels import Panel, page
from gateway.upstream import accounts
from gateway.visit import visit


@page("/account", "account.html", by="member")
def account():
    """Name, address and sessions."""
    who = visit().who
    shown = {name: who.shown[name] for name in ("id", "name", "kind", "roles")}
    return {
        "account": shown | {"email": who.email},
        "sessions": Panel(accounts.sessions),
        "can": {"rename": True},
    }
