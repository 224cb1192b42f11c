"""What staff notes beside a topic."""

from gateway.forms.form import form
from gateway.pages.topic import topic as topic_page
from gateway.responses import done
from gateway.upstream import internal_notes
from gateway.upstream.caller import quoted
from gateway.visit import visit
from gateway.words import _


@form("/topics/<topic_id>/internal-notes", by="staff", takes=("note",), again=topic_page)
def write_internal_note(sent, topic_id):
    """Staff who may read the topic sees it at once."""
    internal_notes.write(visit().services, topic_id, sent["note"], sent.key)
    return done(_place(topic_id), _("Noted, for staff alone."))


@form("/topics/<topic_id>/internal-notes/<note_id>/delete", by="staff", again=topic_page)
def delete_internal_note(sent, topic_id, note_id):
    """It is gone for good."""
    internal_notes.delete(visit().services, note_id)
    return done(_place(topic_id), _("The internal note is deleted."))


def _place(topic_id):
    return f"/topics/{quoted(topic_id)}#internal-notes"
