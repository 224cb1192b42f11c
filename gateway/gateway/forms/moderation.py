"""Reporting posts and hiding them; closing topics, pinning, moving, merging and splitting them."""

from gateway.addresses import id_in, topic_at
from gateway.forms.form import form, wanted
from gateway.pages.judge_post import BACK, hide_reply_page, hide_topic_page
from gateway.pages.judge_post import report_reply as report_reply_page
from gateway.pages.judge_post import report_topic as report_topic_page
from gateway.pages.moderate_topic import moderate_topic as moderate_topic_page
from gateway.pages.moderate_topic import split_topic as split_topic_page
from gateway.responses import done
from gateway.upstream import community
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import N_, _

THANKS = N_("Thank you. Moderators have been told, and look at it.")
HIDDEN = N_("Hidden. Only moderators and who wrote it see it now; the writer is told why.")
QUEUE = "/staff/moderation"


@form("/topics/<topic_id>/report", by="member", takes=("reason", "note"), again=report_topic_page)
def report_topic(sent, topic_id):
    """It comes to the moderators' queue."""
    community.flag_topic(visit().services, topic_id, dict(sent), sent.key)
    return done(f"/topics/{quoted(topic_id)}", _(THANKS))


@form("/replies/<reply_id>/report", by="member", takes=("reason", "note"), again=report_reply_page)
def report_reply(sent, reply_id):
    """It comes to the moderators' queue."""
    community.flag_reply(visit().services, reply_id, dict(sent), sent.key)
    found = community.reply(visit().services, reply_id)["reply"]
    return done(f"/topics/{quoted(found['topic']['id'])}#reply-{quoted(reply_id)}", _(THANKS))


@form("/topics/<topic_id>/hide", by="moderator", takes=("reason", "back"), again=hide_topic_page)
def hide_topic(sent, topic_id):
    """Nobody but moderators and its writer sees it from now on."""
    community.hide_topic(visit().services, topic_id, True, sent["reason"], sent.version)
    return done(BACK.get(sent["back"]) or f"/topics/{quoted(topic_id)}", _(HIDDEN))


@form("/replies/<reply_id>/hide", by="moderator", takes=("reason", "back"), again=hide_reply_page)
def hide_reply(sent, reply_id):
    """Nobody but moderators and its writer sees it from now on."""
    changed = community.hide_reply(visit().services, reply_id, True, sent["reason"], sent.version)
    place = f"/topics/{quoted(changed['topic_id'])}#reply-{quoted(reply_id)}"
    return done(BACK.get(sent["back"]) or place, _(HIDDEN))


@form("/topics/<topic_id>/dismiss", by="moderator")
def dismiss_topic(sent, topic_id):
    """It stays, and leaves the queue."""
    community.dismiss_topic(visit().services, topic_id)
    return done(QUEUE, _("Dismissed. The topic stays as it is."))


@form("/replies/<reply_id>/dismiss", by="moderator")
def dismiss_reply(sent, reply_id):
    """It stays, and leaves the queue."""
    community.dismiss_reply(visit().services, reply_id)
    return done(QUEUE, _("Dismissed. The reply stays as it is."))


@form("/topics/<topic_id>/lock", by="moderator", takes=("on",), again=moderate_topic_page)
def lock_topic(sent, topic_id):
    """Closed to new replies, or open again."""
    on = wanted(sent["on"])
    community.lock_topic(visit().services, topic_id, on, sent.version)
    return done(f"/topics/{quoted(topic_id)}", _("Closed to new replies.") if on else _("Open to replies again."))


@form("/topics/<topic_id>/pin", by="moderator", takes=("on",), again=moderate_topic_page)
def pin_topic(sent, topic_id):
    """Above the others of its category, or no more."""
    on = wanted(sent["on"])
    community.pin_topic(visit().services, topic_id, on, sent.version)
    return done(f"/topics/{quoted(topic_id)}", _("Pinned above the others.") if on else _("Not pinned any more."))


@form("/topics/<topic_id>/move", by="moderator", takes=("category_id",), again=moderate_topic_page)
def move_topic(sent, topic_id):
    """In another category, under the same address."""
    community.move_topic(visit().services, topic_id, dict(sent), sent.version)
    return done(f"/topics/{quoted(topic_id)}", _("Moved. Its address is the same."))


@form("/topics/<topic_id>/merge", by="moderator", takes=("into_id",), again=moderate_topic_page)
def merge_topic(sent, topic_id):
    """A part of another one, named by its address, where the old address leads from now on."""
    step = sent["into_id"].partition("#")[0].partition("?")[0].rstrip("/ ").rpartition("/")[2].strip()
    body = {"into_id": id_in(step)}
    target = community.merge_topic(visit().services, topic_id, body, sent.version)
    place = topic_at(target["id"], target["title"])
    return done(f"{place}#reply-{quoted(topic_id)}", _("Merged. The old address leads here."))


@form("/topics/<topic_id>/split", by="moderator", takes=("title", "reply_ids[]"), again=split_topic_page)
def split_topic(sent, topic_id):
    """Some replies stand in a topic of their own."""
    body = dict(sent) | {"version": int(sent.version)}
    made = community.split_topic(visit().services, topic_id, body, sent.key)
    return done(topic_at(made["id"], made["title"]), _("Split. The two topics link to each other."))
