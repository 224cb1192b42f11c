"""A forgotten password, and choosing a new one."""

from gateway.forms.form import form, messages
from gateway.pages.forgot import forgot as forgot_page
from gateway.responses import done, page_response
from gateway.upstream import accounts
from gateway.upstream.port import Refusal
from gateway.visit import as_gateway, portal
from gateway.words import _


@form("/forgot", takes=("email",), again=forgot_page)
def forgot(sent):
    """The answer is the same for every address."""
    accounts.ask_for_password(as_gateway(), sent["email"])
    return page_response("forgot_sent.html", {"email": sent["email"]})


@form("/reset", takes=("token", "password"))
def reset(sent):
    """A new password by the mailed link. All sessions end, this browser's too."""
    try:
        accounts.choose_password(as_gateway(), sent["token"], sent["password"])
    except Refusal as refusal:
        asks = "password" in refusal.fields
        values = {"state": "ask" if asks else "bad", "token": sent["token"], "errors": messages(refusal, sent)}
        return page_response("reset.html", values, refusal.status)
    response = done("/signin", _("Your new password is set. Sign in with it."))
    portal().cookies.sign_out(response)
    return response
