"""All articles, in any state."""

from gateway.asked import asked_cursor, one_of
from gateway.pages.own_clocks import own_clocks
from gateway.pages.staff_audiences import names_of_audiences
from gateway.panels import Panel, page
from gateway.roles import WRITERS, has_one
from gateway.upstream import knowledge


@page("/staff/articles", "staff_articles.html", by="staff")
def staff_articles():
    """Last changed first."""
    state = one_of("state", "draft", "in-review", "scheduled", "published", "withdrawn")
    return {
        "list": Panel(knowledge.staff_articles, state, asked_cursor(), need=True, gives=("items", "next")),
        "audience_names": Panel(names_of_audiences, otherwise={}),
        "state": state or "",
        "writes": has_one(WRITERS),
    } | own_clocks()
