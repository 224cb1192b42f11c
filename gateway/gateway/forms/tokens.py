"""Making and revoking one's own API tokens."""

from flask import Response

from gateway.forms.form import form
from gateway.pages.tokens import DAYS
from gateway.pages.tokens import my_tokens as tokens_page
from gateway.responses import done
from gateway.upstream import tokens
from gateway.visit import visit
from gateway.words import _
from portalkit.errors import Invalid

MAY = {"read": ["read"], "write": ["read", "write"]}


@form("/account/tokens", by="member", takes=("name", "may", "staff", "days"), again=tokens_page)
def make_token(sent) -> Response:
    """The page that follows shows the secret, this once."""
    if sent["days"] not in {str(each) for each in DAYS}:
        raise Invalid({"days": [_("Choose how long it works.")]})
    scopes = MAY.get(sent["may"], []) + (["staff"] if sent["staff"] == "1" else [])
    made = tokens.make(visit().services, sent["name"], scopes, int(sent["days"]))
    response = tokens_page.again(200, {}, {}, {"made": made})
    response.headers["Cache-Control"] = "no-store"  # it holds a secret
    return response


@form("/account/tokens/<token_id>/revoke", by="member", again=tokens_page)
def revoke_token(sent, token_id):
    """Whatever program has it is out with its next call."""
    tokens.revoke(visit().services, token_id)
    return done("/account/tokens", _("Revoked. It opens nothing any more."))
