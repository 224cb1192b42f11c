"""A topic with its replies."""

from gateway.asked import asked_cursor
from gateway.panels import Panel, page
from gateway.upstream import community


@page("/topics/<topic_id>", "topic.html", cache_for_visitors=True)
def topic(topic_id):
    """The question, the accepted answer, and a page of replies."""
    return {"view": Panel(community.topic, topic_id, asked_cursor(), need=True, gives=("topic", "replies"))}
