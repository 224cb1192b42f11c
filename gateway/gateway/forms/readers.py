"""Being one of those who read a topic, and whether one wants to be named there."""

from gateway.forms.form import form, wanted
from gateway.responses import done, fragment_response
from gateway.upstream import readers
from gateway.upstream.caller import quoted
from gateway.upstream.port import Unanswered
from gateway.visit import visit
from gateway.words import _

NOBODY = {"readers": 0, "names": [], "writers": 0, "writing": []}


# A page that is looked at asks by the clock, which must not use up what somebody may send.
@form("/topics/<topic_id>/readers", by="member", takes=("writing",), asks=True)
def read_topic(sent, topic_id):
    """Who else reads it. A service that does not answer has nobody to name."""
    try:
        found = readers.read(visit().services, topic_id, sent["writing"] == "1")
    except Unanswered:
        found = NOBODY
    return fragment_response("fragments/readers.html", found)


@form("/readers/named", by="member", takes=("on",))
def choose_named(sent):
    """From one's own page, which says how it is."""
    there, on = visit(), wanted(sent["on"])
    readers.choose_named(there.services, on)
    notice = _("You are named to others who read the same.") if on else _("You are not named where you read any more.")
    return done(f"/people/{quoted(there.who.viewer.id)}", notice)
