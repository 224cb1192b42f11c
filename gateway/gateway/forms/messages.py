"""Writing to somebody, blocking somebody, and reporting what one was written."""

from gateway.forms.form import form, wanted
from gateway.forms.moderation import QUEUE, THANKS
from gateway.pages.messages import conversation as conversation_page
from gateway.pages.messages import report_message as report_page
from gateway.responses import done
from gateway.upstream import messages
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import _


@form("/messages/<person_id>", by="member", takes=("body",), again=conversation_page)
def send_message(sent, person_id):
    """They are told that there is something, not what."""
    messages.send(visit().services, person_id, dict(sent), sent.key)
    return done(f"/messages/{quoted(person_id)}#write", _("Sent."))


@form("/messages/<person_id>/block", by="member", takes=("on",))
def block_person(sent, person_id):
    """They cannot write any more, and are not told."""
    on = wanted(sent["on"])
    messages.block(visit().services, person_id, on)
    words = _("Blocked. They cannot write to you any more, and are not told.")
    return done(f"/messages/{quoted(person_id)}", words if on else _("They can write to you again."))


@form("/messages/<person_id>/<message_id>/report", by="member", takes=("reason", "note"), again=report_page)
def report_message(sent, person_id, message_id):
    """Moderators see it with the one before and the one after it."""
    messages.report(visit().services, message_id, dict(sent), sent.key)
    return done(f"/messages/{quoted(person_id)}", _(THANKS))


@form("/staff/moderation/messages/<message_id>", by="moderator", takes=("outcome",))
def settle_message(sent, message_id):
    """Its words go, or it stays."""
    messages.settle(visit().services, message_id, sent["outcome"])
    removed = sent["outcome"] == "removed"
    return done(QUEUE, _("Removed.") if removed else _("Dismissed. The message stays as it is."))
