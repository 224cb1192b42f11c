"""One's own account."""

from gateway.forms.form import form
from gateway.pages.account import account as account_page
from gateway.responses import done, page_response
from gateway.upstream import accounts
from gateway.upstream.port import Refusal
from gateway.visit import as_gateway, visit
from gateway.words import _


@form("/account", by="member", takes=("name",), again=account_page)
def rename(sent):
    """Another name, which stands beside all one wrote a moment later."""
    accounts.rename(visit().services, sent["name"])
    return done("/account", _("Saved. Your new name shows everywhere in a moment."))


@form("/account/address", by="member", takes=("email",), again=account_page)
def ask_for_address(sent):
    """A link goes to the new address, and a notice to the old one."""
    accounts.ask_for_address(visit().services, sent["email"])
    return done(
        "/account#address", _("Look into the new mailbox: your address changes with the link that we sent there.")
    )


@form("/account/address/keep", by="member", again=account_page)
def keep_address(sent):
    """The link that was mailed is void."""
    accounts.keep_address(visit().services)
    return done("/account#address", _("Your address stays as it is."))


@form("/address", takes=("token",))
def confirm_address(sent):
    """The address of the mailed link is used from now on, alone or as well; nobody is signed in by it."""
    try:
        further = accounts.link_purpose(as_gateway(), sent["token"]) == "further"
        email = accounts.confirm_address(as_gateway(), sent["token"])["email"]
    except Refusal as refusal:
        return page_response("address.html", {"state": "bad", "token": "", "email": ""}, refusal.status)
    return page_response("address.html", {"state": "done", "token": "", "email": email, "further": further})


@form("/account/sessions/<session_id>/end", by="member")
def end_session(sent, session_id):
    """That browser is signed out with its next request."""
    accounts.end_session(visit().services, session_id)
    return done("/account#devices", _("Ended. That device is signed out."))


@form("/account/sessions/end-others", by="member", again=account_page)
def end_other_sessions(sent):
    """Every browser but this one is signed out with its next request."""
    accounts.end_other_sessions(visit().services)
    return done("/account#devices", _("Ended. You are signed in on this device alone."))
