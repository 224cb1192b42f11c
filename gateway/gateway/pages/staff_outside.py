"""Links to other sites that lead nowhere, or elsewhere."""

from gateway.asked import asked_cursor, one_of
from gateway.panels import Panel, page
from gateway.upstream import links


@page("/staff/links/others", "staff_outside.html", by="staff")
def staff_outside():
    """By address, with the articles that lead there: broken ones, moved ones, or those that could not be asked."""
    which = one_of("which", "moved", "unknown") or "broken"
    return {
        "list": Panel(links.outside, which, asked_cursor(), need=True, gives=("checked", "items", "next")),
        "which": which,
    }
