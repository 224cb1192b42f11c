"""Articles that somebody has to look after."""

from gateway.asked import asked_cursor, one_of
from gateway.panels import Panel, page
from gateway.upstream import knowledge


@page("/staff/upkeep", "staff_upkeep.html", by="staff")
def upkeep():
    """Those whose owner is gone, whose day has come, or that did not help."""
    which = one_of("which", "due", "unhelpful") or "ownerless"
    return {
        "list": Panel(knowledge.upkeep, which, asked_cursor(), need=True, gives=("items", "next")),
        "which": which,
    }
