"""How one signs in: password, an app with codes, recovery codes, and browsers that are not asked."""

from gateway.asked import asked
from gateway.hosts import own_path
from gateway.panels import Panel, page
from gateway.upstream import factors


@page("/account/security", "security.html", by="member")
def signing_in():
    """All ways in, and when each came to be."""
    return {"factors": Panel(factors.factors, need=True)}


@page("/account/prove", "prove.html", by="member")
def prove():
    """Asks who it is. Behind a form it keeps what was typed (`kept`) and sends it to `do` afterwards."""
    following = own_path(asked("next", 2000) or "/account/security")
    return {"factors": Panel(factors.factors, need=True), "next": following, "do": "", "kept": []}
