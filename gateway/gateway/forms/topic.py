"""What one does in a topic: reply, accept, vote, show what was hidden."""

from gateway.forms.form import form, wanted
from gateway.forms.moderation import BACK
from gateway.forms.preview import LOOK, shown
from gateway.pages.topic import topic as topic_page
from gateway.responses import done
from gateway.upstream import community
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import N_, _

AGAIN = N_("Shown again.")
SHOWN = {"queue": N_("Everybody who may read it sees it now.")}
HELD = {
    "topic": N_("Thank you. You are new here, so a moderator looks at links in your topic before others see it."),
    "reply": N_("Thank you. You are new here, so a moderator looks at links in your reply before others see it."),
    "comment": N_("Thank you. You are new here, so a moderator looks at links in your comment before others see it."),
}


@form("/topics/<topic_id>/replies", by="member", takes=("body", "do"), again=topic_page)
def write_reply(sent, topic_id):
    """The reply stands at the end of the topic."""
    if sent["do"] == LOOK:
        return shown(topic_page, community, sent, topic_id=topic_id)
    made = community.write_reply(visit().services, topic_id, sent.only("body"), sent.key)
    notice = _("Your reply is published.") if made["state"] == "shown" else _(HELD["reply"])
    return done(f"/topics/{quoted(topic_id)}#reply-{quoted(made['id'])}", notice)


@form("/topics/<topic_id>/accept", by="member", takes=("reply_id",), again=topic_page)
def accept(sent, topic_id):
    """The topic is solved."""
    community.accept(visit().services, topic_id, sent["reply_id"], sent.version)
    return done(f"/topics/{quoted(topic_id)}#answer", _("Accepted. The topic is solved."))


@form("/topics/<topic_id>/show", by="member", takes=("back",), again=topic_page)
def show_topic(sent, topic_id):
    """Everybody sees it again."""
    community.hide_topic(visit().services, topic_id, False, "", sent.version)
    return done(BACK.get(sent["back"]) or f"/topics/{quoted(topic_id)}", _(SHOWN.get(sent["back"], AGAIN)))


@form("/replies/<reply_id>/show", by="member", takes=("back",))
def show_reply(sent, reply_id):
    """Everybody sees it again."""
    changed = community.hide_reply(visit().services, reply_id, False, "", sent.version)
    place = f"/topics/{quoted(changed['topic_id'])}#reply-{quoted(reply_id)}"
    return done(BACK.get(sent["back"]) or place, _(SHOWN.get(sent["back"], AGAIN)))


@form("/topics/<topic_id>/vote", by="member", takes=("on",))
def vote_for_topic(sent, topic_id):
    """It helped, or did not after all."""
    community.vote_for_topic(visit().services, topic_id, wanted(sent["on"]))
    return done(f"/topics/{quoted(topic_id)}")


@form("/replies/<reply_id>/vote", by="member", takes=("on",))
def vote_for_reply(sent, reply_id):
    """It helped, or did not after all."""
    voted = community.vote_for_reply(visit().services, reply_id, wanted(sent["on"]))
    return done(f"/topics/{quoted(voted['topic_id'])}#reply-{quoted(reply_id)}")
