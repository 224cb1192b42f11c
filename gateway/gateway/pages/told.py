"""How many were told of what one wrote."""

from gateway.panels import Panel, page
from gateway.upstream import community, notify
from portalkit.errors import Missing


@page("/topics/<topic_id>/told", "told.html", by="member")
def told_of_topic(topic_id):
    """Of the topic, and of one's replies in it: at once, later, in a digest or not by mail, and why; never who."""
    return {"view": Panel(_told, topic_id, need=True, gives=("topic", "items"))}


def _told(caller, topic_id):
    """What notify counted, under the title that community gives to whoever may read the topic now."""
    found = community.visible(caller, [{"kind": "topic", "id": topic_id}])
    if not found:
        raise Missing()
    return {"topic": found[0], "items": notify.told(caller, topic_id)["items"]}
