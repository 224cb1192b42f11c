"""Signing in and out."""

from flask import request

from gateway.arrivals import while_looking
from gateway.devices import device_name
from gateway.forms.form import form
from gateway.hosts import client_ip, own_path
from gateway.pages.signin import signin as signin_page
from gateway.responses import done
from gateway.upstream import accounts
from gateway.visit import as_gateway, portal, visit


@form("/signin", takes=("email", "password", "next"), again=signin_page)
def sign_in(sent):
    """A new session in any case, so that nobody goes on with one that somebody else knew."""
    home, earlier = portal(), visit().who.session
    made = accounts.sign_in(
        as_gateway(),
        sent["email"],
        sent["password"],
        device_name(request.headers.get("User-Agent", "")),
        client_ip(request.environ, home.settings.trusted_hops),
        request.cookies.get(home.cookies.device),
    )
    if earlier:
        _end(earlier)
    response = done(own_path(sent["next"]))
    home.cookies.sign_in(response, made["session"], made["known_device"])
    return response


@form("/signout")
@while_looking
def sign_out(sent):
    """The session ends at once, in every browser that has it."""
    if session := visit().who.session:
        _end(session)
    response = done("/", "You are signed out.")
    portal().cookies.sign_out(response)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _end(session: str) -> None:
    try:
        accounts.sign_out(as_gateway(), session)
    finally:
        portal().identity.forget(session)
