"""Looking at the portal as somebody else or as an audience, and stopping."""

from gateway.arrivals import while_looking
from gateway.forms.form import form
from gateway.pages.staff_audiences import staff_audience
from gateway.pages.staff_people import person as person_page
from gateway.responses import done
from gateway.upstream import accounts
from gateway.visit import as_gateway, portal, visit
from gateway.words import _


@form("/staff/people/<user_id>/view", by="administrator", again=person_page)
def start_view(sent, user_id):
    """From here on this session sees what the person sees, and can change nothing."""
    accounts.start_view(visit().services, user_id)
    return done("/")


@form("/staff/audiences/<audience_id>/view", by="administrator", again=staff_audience)
def start_view_in(sent, audience_id):
    """From here on this session sees what somebody sees who is in this audience and no other."""
    accounts.start_view_in(visit().services, audience_id)
    return done("/")


@form("/view/stop", by="member")
@while_looking
def stop_view(sent):
    """Back to the page of the person or the audience; whoever looked as nobody is where they were."""
    who = visit().who
    accounts.stop_view(as_gateway(), who.session)
    portal().identity.forget(who.session)
    return done(who.viewing["back"] if who.viewing else "/account", _("You are yourself again."))
