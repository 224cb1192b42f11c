"""Changing what one wrote: a question or a reply."""

from gateway.panels import Panel, page
from gateway.upstream import community
from portalkit.errors import Forbidden


@page("/topics/<topic_id>/edit", "edit_post.html", by="member")
def edit_topic(topic_id):
    """One's own question."""
    return {"kind": "topic", "theirs": None, "view": Panel(_topic, topic_id, need=True, gives=("thing",))}


@page("/replies/<reply_id>/edit", "edit_post.html", by="member")
def edit_reply(reply_id):
    """One's own reply."""
    return {"kind": "reply", "theirs": None, "view": Panel(_reply, reply_id, need=True, gives=("thing",))}


def _topic(caller, topic_id):
    topic = community.topic(caller, topic_id)["topic"]
    _check(topic)
    copied = {name: topic[name] for name in ("id", "title", "body", "tags", "version")}
    return {"thing": copied | {"topic_id": topic["id"], "topic_title": topic["title"]}}


def _reply(caller, reply_id):
    reply = community.reply(caller, reply_id)["reply"]
    _check(reply)
    copied = {name: reply[name] for name in ("id", "body", "version")}
    about = reply["topic"]
    return {"thing": copied | {"title": None, "topic_id": about["id"], "topic_title": about["title"]}}


def _check(thing):
    if not thing["can"]["edit"]:
        raise Forbidden("Only who wrote this can change it, for a day after it was written.")
