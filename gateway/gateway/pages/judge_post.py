"""Saying that a post does not belong here: a reader tells moderators of it, a moderator hides it."""

from gateway.addresses import topic_at
from gateway.asked import one_of
from gateway.panels import Panel, page
from gateway.upstream import community
from portalkit.errors import Forbidden

BACK = {"queue": "/staff/moderation"}


@page("/topics/<topic_id>/report", "report.html", by="member")
def report_topic(topic_id):
    """Tell the moderators of a topic."""
    return {"view": Panel(_reportable, topic, topic_id, need=True, gives=("thing",))}


@page("/replies/<reply_id>/report", "report.html", by="member")
def report_reply(reply_id):
    """Tell the moderators of a reply."""
    return {"view": Panel(_reportable, reply, reply_id, need=True, gives=("thing",))}


@page("/topics/<topic_id>/hide", "hide_post.html", by="moderator")
def hide_topic_page(topic_id):
    """Say why a topic is hidden."""
    return {"back": one_of("back", *BACK) or "", "view": Panel(topic, topic_id, need=True, gives=("thing",))}


@page("/replies/<reply_id>/hide", "hide_post.html", by="moderator")
def hide_reply_page(reply_id):
    """Say why a reply is hidden."""
    return {"back": one_of("back", *BACK) or "", "view": Panel(reply, reply_id, need=True, gives=("thing",))}


def topic(caller, topic_id):
    """A topic as these pages show one: {thing}."""
    found = community.topic(caller, topic_id)["topic"]
    return {"thing": _copied(found, "topic", f"/topics/{found['id']}", found)}


def reply(caller, reply_id):
    """A reply as these pages show one: {thing}."""
    found = community.reply(caller, reply_id)["reply"]
    about = found["topic"]
    return {"thing": _copied(found, "reply", f"/replies/{found['id']}", about)}


def _copied(found, kind, path, about):
    kept = {name: found[name] for name in ("id", "html", "author", "hidden", "version", "can")}
    at = found["asked_at"] if kind == "topic" else found["written_at"]
    anchor = "" if kind == "topic" else f"#reply-{found['id']}"
    place = {"topic_title": about["title"], "place": topic_at(about["id"], about["title"]) + anchor}
    return kept | place | {"kind": kind, "path": path, "written_at": at}


def _reportable(caller, fetch, id):
    view = fetch(caller, id)
    if not view["thing"]["can"]["flag"]:
        raise Forbidden("You can report what others wrote, as long as it is shown.")
    return view
