"""Whether answers that are there spare people a question."""

from gateway.panels import Panel, page
from gateway.upstream import asking as upstream


@page("/staff/searches/asking", "staff_asking.html", by="staff")
def how_asking_goes():
    """The last twelve weeks, with how they are counted."""
    return {"view": Panel(upstream.weeks, need=True, gives=("weeks", "all"))}
