"""A forgotten password, and choosing a new one."""

from gateway.asked import asked
from gateway.pages.register import LONGEST_TOKEN, state_of
from gateway.panels import page


@page("/forgot", "forgot.html")
def forgot():
    """The form that asks for a link."""
    return {}


@page("/reset", "reset.html")
def reset():
    """Where the link leads."""
    token = asked("token", LONGEST_TOKEN) or ""
    return {"token": token, "state": state_of(token, "reset")}
