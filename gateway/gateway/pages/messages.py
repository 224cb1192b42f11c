"""What people write to each other. Nobody reads it while they look at the portal as somebody else."""

from gateway.asked import asked_cursor
from gateway.panels import Panel, page
from gateway.upstream import messages as upstream
from gateway.upstream.port import Refusal, Unanswered
from gateway.visit import visit
from gateway.words import _
from portalkit.errors import Forbidden, Missing

GIVEN = ("person", "can_write", "blocked", "items", "next")


@page("/messages", "messages.html", by="member")
def messages():
    """One's conversations, the latest first."""
    for_oneself()
    return {"list": Panel(upstream.conversations, asked_cursor(), need=True, gives=("items", "unread", "next"))}


@page("/messages/<person_id>", "conversation.html", by="member")
def conversation(person_id):
    """What one and somebody else wrote to each other; with its newest page it is read."""
    for_oneself()
    return {"view": Panel(_read, person_id, asked_cursor(), need=True, gives=GIVEN)}


@page("/messages/<person_id>/<message_id>/report", "report.html", by="member")
def report_message(person_id, message_id):
    """Tell the moderators of a message."""
    for_oneself()
    return {"view": Panel(_reportable, person_id, message_id, need=True, gives=("thing",))}


def for_oneself():
    """Raise Forbidden while an administrator looks at the portal as somebody."""
    if visit().who.viewing:
        raise Forbidden(_("What people write to each other is read by them alone."))


def _read(caller, person_id, cursor):
    view = upstream.conversation(caller, person_id, cursor)
    if view["unread"] and not cursor:
        try:
            upstream.mark_read(caller, person_id, view["items"][-1]["id"])
        except (Unanswered, Refusal):  # it is still there to be read: next time, then
            caller.silent.append(upstream.SERVICE)
    return view


def _reportable(caller, person_id, message_id):
    found = upstream.one(caller, message_id)
    message, author = found["message"], found["author"]
    if author["id"] != person_id:
        raise Missing()
    if message["mine"] or message["removed"]:
        raise Forbidden(_("You can report what others wrote to you."))
    place = f"/messages/{author['id']}"
    thing = {"kind": "message", "place": place, "topic_title": author["name"], "path": f"{place}/{message['id']}"}
    return {"thing": thing | {"author": author, "html": message["html"], "written_at": message["written_at"]}}
