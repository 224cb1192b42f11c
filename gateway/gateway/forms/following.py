"""Following topics, categories and tags, and following them no more: from where they stand, or from the list."""

from urllib.parse import urlencode

from gateway.forms.form import form, wanted
from gateway.hosts import own_path
from gateway.responses import done
from gateway.upstream import community, notify
from gateway.upstream.caller import quoted
from gateway.upstream.port import Refusal, Unanswered
from gateway.visit import visit
from gateway.words import N_, _, ngettext

ASKED = N_("You will be told of new questions here.")
NOT_ASKED = N_("You will not be told of new questions any more.")


@form("/topics/<topic_id>/follow", by="member", takes=("on", "back"))
def follow_topic(sent, topic_id):
    """Told of replies, or no more."""
    on = wanted(sent["on"])
    community.follow_topic(visit().services, topic_id, on)
    if on:
        notice = _with_mails(_("You will be told of new replies."), "topic", topic_id)
    else:
        notice = _("You will not be told of replies any more.")
    return done(own_path(sent["back"] or f"/topics/{quoted(topic_id)}"), notice)


@form("/categories/<category_id>/follow", by="member", takes=("on", "back"))
def follow_category(sent, category_id):
    """Told of new questions, or no more."""
    on = wanted(sent["on"])
    community.follow_category(visit().services, category_id, on)
    notice = _with_mails(_(ASKED), "category", category_id) if on else _(NOT_ASKED)
    return done(own_path(sent["back"] or f"/topics?category={quoted(category_id)}"), notice)


@form("/tags/<tag>/follow", by="member", takes=("on", "back"))
def follow_tag(sent, tag):
    """Told of new topics with it, or no more."""
    on = wanted(sent["on"])
    community.follow_tag(visit().services, tag, on)
    if on:
        notice = _with_mails(_("You will be told of new topics with “%(tag)s”.", tag=tag), "tag", tag)
    else:
        notice = _("You will not be told of “%(tag)s” any more.", tag=tag)
    return done(own_path(sent["back"] or "/topics?" + urlencode({"tag": tag})), notice)


def _with_mails(notice, kind, thing_id):
    """The notice with about how many mails that makes; without them while notify does not answer."""
    try:
        mails = notify.forecast(visit().services, kind, thing_id)["forecast"]["mails_a_week"]
    except (Unanswered, Refusal):
        return notice
    if not mails:
        return notice + " " + _("With all that you follow, that is less than one mail a week.")
    more = ngettext(
        "With all that you follow, that is about %(num)s mail a week.",
        "With all that you follow, that is about %(num)s mails a week.",
        mails,
    )
    return f"{notice} {more}"
