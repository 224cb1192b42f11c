"""All organisations, for administrators of the portal."""

from gateway.asked import asked, asked_cursor, one_of
from gateway.panels import Panel, page
from gateway.upstream import organisations

SEARCHED = 100  # characters


@page("/staff/organisations", "staff_organisations.html", by="administrator")
def staff_organisations(organisation_id=None):
    """Newest first, closed ones included; by a part of the name, or those without an administrator."""
    query = {"text": (asked("text", SEARCHED) or "").strip() or None, "cursor": asked_cursor()}
    query["without"] = one_of("without", "alone", "left")
    return {"list": Panel(organisations.organisations, query, need=True, gives=("items", "next")), "query": query}
