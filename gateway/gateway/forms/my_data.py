"""Have what the portal holds of one, or have it gone."""

from gateway.forms.form import form
from gateway.pages.my_data import erase as erase_page
from gateway.pages.my_data import my_data as data_page
from gateway.responses import done
from gateway.upstream import claims
from gateway.visit import portal, visit
from gateway.words import N_, _
from portalkit.errors import Invalid

WORD = N_("erase")


@form("/account/data", by="member", again=data_page)
def ask_for_export(sent):
    """Every service puts its part together; a mail says when all of them have."""
    claims.ask_for_export(visit().services)
    return done("/account/data#downloads", _("Your data is being put together. We mail you when all of it is there."))


@form("/account/erase", by="member", takes=("word", "leave_alone"), again=erase_page)
def ask_for_erasure(sent):
    """The account is closed at once; the receipt is the page that follows.

    Whoever alone administers an organisation ticks that it may be left so; accounts asks for it.
    """
    if sent["word"].strip().lower() not in (WORD, _(WORD)):
        raise Invalid({"word": [f"Write “{_(WORD)}”, so that nobody does this by accident."]})
    session = visit().who.session
    secret = claims.ask_for_erasure(visit().services, sent["leave_alone"] == "1")
    portal().identity.forget(session)
    response = done(f"/receipt?token={secret}")
    portal().cookies.sign_out(response)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
