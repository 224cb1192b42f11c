"""Signing in."""

from gateway.asked import asked
from gateway.hosts import own_path
from gateway.panels import page
from gateway.responses import done
from gateway.visit import visit


@page("/signin", "signin.html")
def signin():
    """The form; whoever is signed in already goes on to where they were going."""
    following = own_path(asked("next", 2000) or "/")
    return done(following) if visit().who.signed_in else {"next": following}
