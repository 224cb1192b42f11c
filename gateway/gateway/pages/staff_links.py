"""Links in articles that lead nowhere."""

from gateway.asked import asked_cursor
from gateway.panels import Panel, page
from gateway.upstream import links


@page("/staff/links", "staff_links.html", by="staff")
def staff_links():
    """By article, with who looks after it."""
    return {"list": Panel(links.broken, asked_cursor(), need=True, gives=("items", "next"))}
