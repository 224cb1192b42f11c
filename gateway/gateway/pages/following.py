"""What one follows."""

from gateway.asked import asked_cursor
from gateway.panels import Panel, page
from gateway.upstream import community


@page("/following", "following.html", by="member")
def following():
    """Categories, tags, and topics by their latest activity."""
    given = ("categories", "tags", "items", "next")
    return {"list": Panel(community.following, asked_cursor(), need=True, gives=given)}
