"""What moderators do with a whole topic: close it, pin it, move it, merge it, split it."""

from gateway.asked import asked_cursor
from gateway.panels import Panel, page
from gateway.upstream import community


@page("/topics/<topic_id>/moderate", "moderate_topic.html", by="moderator")
def moderate_topic(topic_id):
    """The topic as it stands, and where it could go."""
    return {
        "view": Panel(community.topic, topic_id, need=True, gives=("topic",)),
        "places": Panel(community.ask_view, need=True, gives=("categories",)),
    }


@page("/topics/<topic_id>/split", "split_topic.html", by="moderator")
def split_topic(topic_id):
    """A page of its replies, to choose those that leave."""
    return {"view": Panel(community.topic, topic_id, asked_cursor(), need=True, gives=("topic", "replies"))}
