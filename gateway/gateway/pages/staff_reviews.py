"""What waits to be looked at before it comes out."""

from gateway.asked import asked_cursor
from gateway.panels import Panel, page
from gateway.upstream import knowledge


@page("/staff/reviews", "staff_reviews.html", by="staff")
def reviews():
    """Longest waiting first."""
    return {"list": Panel(knowledge.reviews, asked_cursor(), need=True, gives=("items", "next"))}


@page("/staff/articles/<article_id>/review", "staff_review.html", by="staff")
def review(article_id):
    """An article's newest review: what would change, what was said, and the decision."""
    given = ("article", "is_out", "out_at", "review", "parts", "remarks", "can")
    return {"view": Panel(knowledge.review, article_id, need=True, gives=given)}
