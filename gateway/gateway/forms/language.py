"""The language of the portal."""

from gateway.forms.form import form
from gateway.hosts import own_path
from gateway.languages import known
from gateway.responses import done
from gateway.upstream import accounts
from gateway.visit import portal, visit


@form("/language", takes=("language", "back"))
def choose_language(sent):
    """Kept with the account, for every device, and in a cookie, for when nobody is signed in."""
    there = visit()
    if there.who.signed_in and known(sent["language"]):
        accounts.choose_language(there.services, sent["language"])
    response = done(own_path(sent["back"]))
    portal().cookies.choose_language(response, sent["language"])
    return response
