"""What administrators do about messages that were given up."""

from gateway.forms.form import form
from gateway.pages.staff_deliveries import staff_deliveries
from gateway.responses import done
from gateway.upstream import notify
from gateway.visit import visit
from gateway.words import _


@form("/staff/deliveries/<message_id>/again", by="administrator", again=staff_deliveries)
def try_again(sent, message_id):
    """One more round of attempts, by what holds now."""
    notify.try_again(visit().services, message_id)
    return done("/staff/deliveries", _("It is tried again. If its receiver may not see it any more, it is not sent."))
