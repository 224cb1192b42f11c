"""The community's topics."""

from gateway.arrivals import require
from gateway.asked import asked, asked_cursor, one_of
from gateway.panels import Panel, page
from gateway.upstream import community
from gateway.visit import visit

OWN = ("mine", "followed", "new")
KINDS = ("question", "discussion", "idea", "announcement")


@page("/topics", "topics.html", cache_for_visitors=True)
def topics():
    """By latest activity, in a category, a state, of a kind, with a tag; `mine`, `followed` and `new` are one's own."""
    state = one_of("state", "open", "answered", "solved", *OWN)
    if state in OWN:
        require("member")
    kind = one_of("kind", *KINDS)
    given = ("category", "categories", "tag", "tag_following", "pinned", "items", "next")
    since = visit().who.last_visit_at if state == "new" else None
    which = (asked("category"), state, asked_cursor(), kind, asked("tag"), since)
    panel = Panel(community.topics, *which, need=True, gives=given)
    return {"list": panel, "state": state or "", "kind": kind or ""}
