"""What an article said before."""

from gateway.asked import asked, asked_cursor
from gateway.panels import Panel, page
from gateway.upstream import knowledge


@page("/staff/articles/<article_id>/revisions", "staff_revisions.html", by="staff")
def revisions(article_id):
    """Its revisions, newest first, two of them to be compared."""
    given = ("article", "items", "next")
    return {"list": Panel(knowledge.revisions, article_id, asked_cursor(), need=True, gives=given)}


@page("/staff/articles/<article_id>/difference", "staff_difference.html", by="staff")
def difference(article_id):
    """Two revisions side by side, whichever was named first."""
    older, newer = sorted((_number("older"), _number("newer")))
    given = ("article", "older", "newer", "parts")
    return {"view": Panel(knowledge.difference, article_id, older, newer, need=True, gives=given)}


def _number(name):
    """A revision's number; what is none is 1."""
    value = asked(name, 9) or ""
    return max(1, int(value)) if value.isascii() and value.isdigit() else 1
