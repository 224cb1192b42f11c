"""Ending a kind of mail: by the page's button, or by a mail program itself (RFC 8058)."""

from gateway.arrivals import anywhere
from gateway.forms.form import forms
from gateway.responses import page_response
from gateway.upstream import notify
from gateway.upstream.port import Refusal
from gateway.visit import visit


@forms.post("/unsubscribe/<token>")
@anywhere
def unsubscribe(token):
    """Whoever holds the link need not be signed in."""
    values = {"token": token, "state": "done", "what": ""}
    try:
        values["what"] = notify.unsubscribe(visit().services, token)["what"]
    except Refusal as refusal:
        return page_response("unsubscribe.html", values | {"state": "bad"}, refusal.status)
    return page_response("unsubscribe.html", values)
