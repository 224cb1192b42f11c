"""Passkeys: what the browser's part of them (static/passkey.js) asks for and sends."""

from flask import Response, request

from gateway.devices import device_name
from gateway.forms.form import form
from gateway.forms.signin import enter
from gateway.hosts import client_ip
from gateway.pages.security import signing_in as security_page
from gateway.pages.signin import signin as signin_page
from gateway.responses import done
from gateway.upstream import factors
from gateway.visit import as_gateway, portal, visit
from gateway.words import _


def _options(text: str) -> Response:
    return Response(text, content_type="application/json", headers={"Cache-Control": "no-store"})


@form("/passkeys/challenge")
def challenge(sent):
    """What any browser uses a passkey by: at the door, as a second step, or as a proof."""
    return _options(factors.challenge(as_gateway(), client_ip(request.environ, portal().settings.trusted_hops)))


@form("/signin/passkey", takes=("credential", "next"), again=signin_page)
def sign_in_by_passkey(sent):
    """A session of whoever's passkey it is, without a password."""
    device, known = device_name(request.headers.get("User-Agent", "")), request.cookies.get(portal().cookies.device)
    return enter(factors.sign_in_by_passkey(as_gateway(), sent["credential"], device, known), sent["next"])


@form("/account/security/passkeys/challenge", by="member")
def challenge_new(sent):
    """What one's browser makes a passkey by."""
    return _options(factors.challenge_new(visit().services))


@form("/account/security/passkeys", by="member", takes=("name", "credential"), again=security_page)
def add_passkey(sent):
    """The passkey that the browser made signs in from now on."""
    factors.add_passkey(visit().services, sent["name"], sent["credential"])
    return done("/account/security#passkeys", _("Added. This passkey signs you in from now on."))


@form("/account/security/passkeys/<passkey_id>/remove", by="member")
def remove_passkey(sent, passkey_id):
    """It opens nothing any more."""
    factors.remove_passkey(visit().services, passkey_id)
    return done("/account/security#passkeys", _("Removed. That passkey signs in no more."))
