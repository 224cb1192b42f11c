"""A topic with its replies."""

from gateway.asked import asked_cursor, one_of
from gateway.panels import Panel, page
from gateway.upstream import community


@page("/topics/<topic_id>", "topic.html", cache_for_visitors=True)
def topic(topic_id):
    """The question, the accepted answer, and a page of replies: as they were written, or by votes."""
    order = one_of("order", "votes")
    panel = Panel(community.topic, topic_id, asked_cursor(), order, need=True, gives=("topic", "replies"))
    return {"view": panel, "order": order or ""}
