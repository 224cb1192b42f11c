"""Signing in."""

from gateway.asked import asked
from gateway.hosts import own_path
from gateway.panels import page
from gateway.responses import done
from gateway.visit import portal, visit


@page("/signin", "signin.html")
def signin():
    """The form; whoever is signed in already goes on to where they were going."""
    following = own_path(asked("next", 2000) or "/")
    if visit().who.signed_in:
        return done(following)
    return {"next": following, "takes_passkeys": portal().settings.takes_passkeys}
