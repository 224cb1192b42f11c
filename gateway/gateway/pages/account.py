"""One's own account: who one is here, and where one is signed in."""

from gateway.asked import asked
from gateway.pages.register import LONGEST_TOKEN
from gateway.panels import Made, Panel, page
from gateway.upstream import accounts, profiles
from gateway.visit import as_gateway, visit


@page("/account", "account.html", by="member")
def account():
    """Name, address and sessions."""
    who = visit().who
    shown = {name: who.shown[name] for name in ("id", "name", "kind", "roles")}
    return {
        "account": shown | {"email": who.email},
        "address": Panel(accounts.address),
        "sessions": Panel(accounts.sessions),
        "profile": Panel(profiles.profile),
        "can": Made(_can),
    }


def _can(values):
    """One changes one's name here, unless staff has it otherwise."""
    return {"rename": not values["profile"] or values["profile"]["rules"]["name"] == "free"}


@page("/address", "address.html")
def address():
    """Where the link leads that confirms a new address: it asks for one press."""
    token = asked("token", LONGEST_TOKEN) or ""
    purpose = accounts.link_purpose(as_gateway(), token) if token else None
    good, further = purpose in ("address", "further"), purpose == "further"
    return {"token": token, "state": "ask" if good else "bad", "email": "", "further": further}
