"""What was done to a post, and what it said before."""

from gateway.asked import asked_cursor
from gateway.panels import Panel, page
from gateway.upstream import community

GIVEN = ("kind", "id", "topic", "items", "next")


@page("/topics/<topic_id>/history", "history.html", by="member")
def topic_history(topic_id):
    """Of a topic."""
    return {"view": Panel(community.topic_history, topic_id, asked_cursor(), need=True, gives=GIVEN)}


@page("/replies/<reply_id>/history", "history.html", by="member")
def reply_history(reply_id):
    """Of a reply."""
    return {"view": Panel(community.reply_history, reply_id, asked_cursor(), need=True, gives=GIVEN)}
