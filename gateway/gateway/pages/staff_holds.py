"""All holds in force, so that none is forgotten."""

from gateway.asked import asked_cursor
from gateway.panels import Panel, page
from gateway.upstream import holds


@page("/staff/people/holds", "staff_holds.html", by="administrator")
def staff_holds():
    """Newest first, with whom each is about and whether an erasure waits for it."""
    return {"list": Panel(holds.register, asked_cursor(), need=True, gives=("items", "next"))}
