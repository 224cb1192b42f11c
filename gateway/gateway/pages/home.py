"""The start page."""

from gateway.panels import Panel, page
from gateway.upstream import knowledge


@page("/", "home.html", cache_for_visitors=True)
def home():
    """What one saved, new articles and the subjects; the latest topics come as a fragment."""
    return {"knowledge": Panel(knowledge.home, gives=("categories", "yours", "latest"))}
