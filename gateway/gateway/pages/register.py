"""Creating an account, and confirming its address."""

from gateway.asked import asked
from gateway.panels import page
from gateway.responses import done
from gateway.upstream import accounts
from gateway.visit import as_gateway, visit

LONGEST_TOKEN = 200


@page("/register", "register.html")
def register():
    """The form."""
    return done("/account") if visit().who.signed_in else {}


@page("/verify", "verify.html")
def verify():
    """Where the mailed link leads: it asks for one press, as programs that look at mails open links too."""
    token = asked("token", LONGEST_TOKEN) or ""
    return {"token": token, "state": state_of(token, "verify")}


def state_of(token, purpose):
    """`ask` while a mailed link is good for `purpose`, else `bad`."""
    if not token:
        return "bad"
    return "ask" if accounts.link_purpose(as_gateway(), token) == purpose else "bad"
