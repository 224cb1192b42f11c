"""Where the link at the end of mails leads."""

from gateway.panels import Panel, page
from gateway.upstream import notify
from gateway.upstream.port import Refusal


@page("/unsubscribe/<token>", "unsubscribe.html")
def unsubscribe(token):
    """It asks for one press; whoever holds the link need not be signed in."""
    return {"token": token, "link": Panel(_look, token, need=True, gives=("state", "what"))}


def _look(caller, token):
    try:
        found = notify.look_at_link(caller, token)
    except Refusal:
        return {"state": "bad", "what": ""}
    return {"state": "ask" if found["wanted"] else "done", "what": found["what"]}
