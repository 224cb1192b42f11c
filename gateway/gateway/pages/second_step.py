"""The second step of signing in."""

from flask import request

from gateway.asked import asked
from gateway.hosts import own_path
from gateway.panels import page
from gateway.responses import done
from gateway.visit import portal


@page("/signin/code", "signin_code.html")
def signin_code():
    """Asks for a code; whoever has not shown the password yet begins there."""
    following = own_path(asked("next", 2000) or "/")
    shown = {"next": following, "takes_passkeys": portal().settings.takes_passkeys}
    return shown if portal().cookies.ticket_of(request) else done("/signin")
