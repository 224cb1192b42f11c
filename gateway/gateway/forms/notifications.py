"""Marking what one was told as read."""

from gateway.forms.form import form
from gateway.pages.notifications import notifications as notifications_page
from gateway.responses import done
from gateway.upstream import notify
from gateway.visit import visit
from gateway.words import _


@form("/notifications/read", by="member", takes=("until",), again=notifications_page)
def mark_read(sent):
    """The newest one that was shown and all older ones are read."""
    notify.mark_read(visit().services, sent["until"])
    return done("/notifications", _("Marked as read."))
