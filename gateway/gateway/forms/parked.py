"""What administrators decide about events that were given up."""

from gateway.forms.form import form
from gateway.pages.staff_parked import known
from gateway.responses import done
from gateway.upstream import dead_letters
from gateway.visit import visit
from gateway.words import _

BACK = "/staff/parked"


@form("/staff/parked/<service>/<letter_id>/replay", by="administrator")
def replay_parked(sent, service, letter_id):
    """Have the service try it again."""
    dead_letters.replay(visit().services, known(service), letter_id)
    return done(BACK, _("It is tried again. If it fails once more, it comes back here."))


@form("/staff/parked/<service>/<letter_id>/discard", by="administrator")
def discard_parked(sent, service, letter_id):
    """Let it go for good."""
    dead_letters.discard(visit().services, known(service), letter_id)
    return done(BACK, _("Discarded. It will not be carried out."))
