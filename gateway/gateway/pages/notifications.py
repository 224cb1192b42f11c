"""What one was told."""

from gateway.asked import asked_cursor
from gateway.panels import Panel, page
from gateway.permits import Permitted
from gateway.upstream import notify


@page("/notifications", "notifications.html", by="member")
def notifications():
    """Newest first."""
    return {"list": Panel(told, asked_cursor(), need=True, gives=("items", "unread", "next"))}


def told(caller, cursor):
    """A page of messages about things that the viewer may read now."""
    return permitted(caller, notify.notifications(caller, cursor))


def permitted(caller, answer):
    """`answer` with only those items whose things' owners permit them, under the titles that owners give."""
    owners = Permitted(caller, (item["thing"] for item in answer["items"]))
    shown = []
    for item in answer["items"]:
        owner = owners.of(item["thing"])
        if owner is not None:
            shown.append(item | {"title": owner["title"]})
    return answer | {"items": shown}
