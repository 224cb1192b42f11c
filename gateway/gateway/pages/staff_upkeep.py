"""Articles that somebody has to look after."""

from gateway.asked import asked_cursor, one_of
from gateway.panels import Panel, page
from gateway.upstream import knowledge


@page("/staff/upkeep", "staff_upkeep.html", by="staff")
def upkeep():
    """Those whose owner is gone, or whose day has come."""
    which = one_of("which", "due") or "ownerless"
    return {
        "list": Panel(knowledge.upkeep, which, asked_cursor(), need=True, gives=("items", "next")),
        "which": which,
    }
