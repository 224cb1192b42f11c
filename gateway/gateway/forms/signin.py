"""Signing in and out."""

from typing import Any
from urllib.parse import quote

from flask import Response, request

from gateway.arrivals import while_looking
from gateway.devices import device_name
from gateway.forms.form import form
from gateway.hosts import client_ip, own_path
from gateway.pages.signin import signin as signin_page
from gateway.responses import done
from gateway.upstream import accounts, factors
from gateway.visit import as_gateway, portal, visit
from gateway.words import _


@form("/signin", takes=("email", "password", "next"), again=signin_page)
def sign_in(sent):
    """A new session in any case, so that nobody goes on with one that somebody else knew; or on to the second step."""
    home = portal()
    begun = factors.begin(
        as_gateway(),
        sent["email"],
        sent["password"],
        device_name(request.headers.get("User-Agent", "")),
        client_ip(request.environ, home.settings.trusted_hops),
        request.cookies.get(home.cookies.device),
        request.cookies.get(home.cookies.remembered, "")[:200],
    )
    if begun["signed_in"]:
        return enter(begun["signed_in"], sent["next"])
    response = done(f"/signin/code?next={quote(own_path(sent['next']), safe='/')}")
    home.cookies.go_on(response, begun["ticket"])
    return response


def enter(made: dict[str, Any], following: str) -> Response:
    """In with a new session, on to `following`; the one that this browser had is over."""
    if earlier := visit().who.session:
        _end(earlier)
    response = done(own_path(following))
    portal().cookies.sign_in(response, made["session"], made["known_device"])
    return response


@form("/signout")
@while_looking
def sign_out(sent):
    """The session ends at once, in every browser that has it."""
    if session := visit().who.session:
        _end(session)
    response = done("/", _("You are signed out."))
    portal().cookies.sign_out(response)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _end(session: str) -> None:
    try:
        accounts.sign_out(as_gateway(), session)
    finally:
        portal().identity.forget(session)
