"""What moderators do with a whole topic: close it, pin it, move it."""

from gateway.panels import Panel, page
from gateway.upstream import community


@page("/topics/<topic_id>/moderate", "moderate_topic.html", by="moderator")
def moderate_topic(topic_id):
    """The topic as it stands, and where it could go."""
    return {
        "view": Panel(community.topic, topic_id, need=True, gives=("topic",)),
        "places": Panel(community.ask_view, need=True, gives=("categories",)),
    }
