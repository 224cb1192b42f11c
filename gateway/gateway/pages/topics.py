"""The community's topics."""

from gateway.arrivals import require
from gateway.asked import asked, asked_cursor, one_of
from gateway.panels import Panel, page
from gateway.upstream import community

OWN = ("mine", "followed")


@page("/topics", "topics.html", cache_for_visitors=True)
def topics():
    """By latest activity, in a category or a state; `mine` and `followed` are for who is signed in."""
    state = one_of("state", "open", "answered", "solved", *OWN)
    if state in OWN:
        require("member")
    given = ("category", "categories", "items", "next")
    panel = Panel(community.topics, asked("category"), state, asked_cursor(), need=True, gives=given)
    return {"list": panel, "state": state or ""}
