"""Asking another site again whether a link still leads somewhere."""

from gateway.asked import one_of
from gateway.forms.form import form
from gateway.responses import done
from gateway.upstream import links
from gateway.visit import visit
from gateway.words import _


@form("/staff/links/others/<link_id>", by="staff")
def ask_outside(sent, link_id):
    """Its answer stands in the list soon; what is in order is in it no more."""
    links.ask_outside(visit().services, link_id)
    which = one_of("which", "moved", "unknown")
    return done(f"/staff/links/others{f'?which={which}' if which else ''}", _("The site is being asked."))
