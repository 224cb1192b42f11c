"""What readers say of an article."""

from gateway.asked import asked_cursor
from gateway.panels import Panel, page
from gateway.upstream import knowledge

GIVEN = ("article", "helpful", "unhelpful", "reasons", "items", "next")


@page("/staff/articles/<article_id>/votes", "staff_votes.html", by="staff")
def votes_of_article(article_id):
    """How many it helped, why not, and what they wrote."""
    return {"view": Panel(knowledge.votes, article_id, asked_cursor(), need=True, gives=GIVEN)}
