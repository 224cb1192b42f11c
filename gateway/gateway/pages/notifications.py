"""What one was told."""

from gateway.asked import asked_cursor
from gateway.panels import Panel, page
from gateway.permits import permitted
from gateway.upstream import notify


@page("/notifications", "notifications.html", by="member")
def notifications():
    """Newest first."""
    return {"list": Panel(told, asked_cursor(), need=True, gives=("items", "unread", "next", "zone"))}


def told(caller, cursor):
    """A page of messages about things that the viewer may read now."""
    return permitted(caller, notify.notifications(caller, cursor))
