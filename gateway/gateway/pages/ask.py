"""Asking a question."""

from gateway.asked import asked
from gateway.panels import Panel, page
from gateway.upstream import community, notify
from gateway.upstream.port import Refusal
from gateway.visit import visit

LONGEST_TITLE = 200


@page("/topics/new", "ask.html", by="member")
def ask():
    """An empty question; a search that found nothing, or a category, comes along in the address.

    Staff see how many would be told.
    """
    typed = {"title": asked("title", LONGEST_TITLE) or "", "category_id": asked("category") or ""}
    chosen = typed["category_id"] if visit().who.viewer.kind == "staff" else ""
    return {
        "view": Panel(community.ask_view, need=True, gives=("categories", "kinds", "tags")),
        "reach": Panel(would_be_told, chosen) if chosen else None,
        "typed": typed,
    }


def would_be_told(caller, category_id):
    """How many, of a topic of the viewer's in a category; nothing for one that they may not read."""
    try:
        return notify.reach(caller, category_id)
    except Refusal:
        return None
