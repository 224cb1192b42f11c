"""Where staff begins the day."""

from gateway.panels import Panel, page
from gateway.upstream import community, knowledge
from gateway.visit import visit


def reviews_are_theirs():
    """Whether the viewer writes or reviews, and so sees what waits."""
    return not {"author", "reviewer", "administrator"}.isdisjoint(visit().who.viewer.roles)


@page("/staff", "staff_home.html", by="staff")
def staff_home():
    """Drafts, what waits for a review, and questions that nobody has answered."""
    return {
        "drafts": Panel(knowledge.staff_articles, "draft"),
        "reviews": Panel(knowledge.reviews, None) if reviews_are_theirs() else None,
        "open_topics": Panel(community.topics, None, "open"),
    }
