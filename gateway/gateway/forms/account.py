"""One's own account."""

from gateway.forms.form import form
from gateway.pages.account import account as account_page
from gateway.responses import done
from gateway.upstream import accounts
from gateway.visit import visit


@form("/account", by="member", takes=("name",), again=account_page)
def rename(sent):
    """Another name, which stands beside all one wrote a moment later."""
    accounts.rename(visit().services, sent["name"])
    return done("/account", "Saved. Your new name shows everywhere in a moment.")


@form("/account/sessions/<session_id>/end", by="member")
def end_session(sent, session_id):
    """That browser is signed out with its next request."""
    accounts.end_session(visit().services, session_id)
    return done("/account#devices", "Ended. That device is signed out.")


@form("/account/sessions/end-others", by="member", again=account_page)
def end_other_sessions(sent):
    """Every browser but this one is signed out with its next request."""
    accounts.end_other_sessions(visit().services)
    return done("/account#devices", "Ended. You are signed in on this device alone.")
