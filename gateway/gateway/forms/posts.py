"""Changing what one wrote."""

from gateway.addresses import topic_at
from gateway.forms.form import form, tags_of
from gateway.forms.preview import LOOK, shown
from gateway.pages.edit_post import edit_reply as edit_reply_page
from gateway.pages.edit_post import edit_topic as edit_topic_page
from gateway.panels import Made
from gateway.responses import done
from gateway.upstream import community
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import _

THEIRS = {"theirs": Made(lambda values: values["thing"]["body"])}


@form(
    "/topics/<topic_id>/edit", by="member", takes=("title", "body", "tags", "do"), again=edit_topic_page, stale=THEIRS
)
def save_topic(sent, topic_id):
    """The question reads anew."""
    if sent["do"] == LOOK:
        return shown(edit_topic_page, community, sent, topic_id=topic_id)
    body = sent.only("title", "body") | {"tags": tags_of(sent["tags"])}
    community.edit_topic(visit().services, topic_id, body, sent.version)
    return done(topic_at(topic_id, sent["title"]), _("Saved. The new text can be found in a moment."))


@form("/replies/<reply_id>/edit", by="member", takes=("body", "do"), again=edit_reply_page, stale=THEIRS)
def save_reply(sent, reply_id):
    """The reply reads anew."""
    if sent["do"] == LOOK:
        return shown(edit_reply_page, community, sent, reply_id=reply_id)
    changed = community.edit_reply(visit().services, reply_id, sent.only("body"), sent.version)
    return done(f"/topics/{quoted(changed['topic_id'])}#reply-{quoted(reply_id)}", _("Saved."))
