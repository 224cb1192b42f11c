"""Where staff begins the day."""

from gateway.panels import Panel, page
from gateway.upstream import community, knowledge


@page("/staff", "staff_home.html", by="staff")
def staff_home():
    """Drafts, and questions that nobody has answered."""
    return {
        "drafts": Panel(knowledge.staff_articles, "draft"),
        "open_topics": Panel(community.topics, None, "open"),
    }
