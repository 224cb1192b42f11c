"""What one saved, to find it again."""

from gateway.asked import asked_cursor, one_of
from gateway.panels import Panel, page
from gateway.permits import Permitted
from gateway.upstream import knowledge


@page("/saved", "saved.html", by="member")
def saved():
    """Last saved first."""
    kind = one_of("kind", "article", "topic", "category")
    return {"list": Panel(permitted_bookmarks, kind, asked_cursor(), need=True, gives=("items", "next")), "kind": kind}


def permitted_bookmarks(caller, kind, cursor):
    """The topics among them that their owner lets the viewer read, under the titles that the owner gives."""
    found = knowledge.saved(caller, kind, cursor)
    owners = Permitted(
        caller, ({"kind": "topic", "id": item["id"]} for item in found["items"] if item["kind"] == "topic")
    )
    shown = []
    for item in found["items"]:
        owner = owners.of(item) if item["kind"] == "topic" else item
        if owner is not None:
            shown.append(item | {"title": owner["title"]})
    return found | {"items": shown}
