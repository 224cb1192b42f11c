"""Asking a question."""

from gateway.asked import asked
from gateway.panels import Panel, page
from gateway.upstream import community

LONGEST_TITLE = 200


@page("/topics/new", "ask.html", by="member")
def ask():
    """An empty question; a search that found nothing, or a category, comes along in the address."""
    typed = {"title": asked("title", LONGEST_TITLE) or "", "category_id": asked("category") or ""}
    return {"view": Panel(community.ask_view, need=True, gives=("categories", "kinds", "tags")), "typed": typed}
