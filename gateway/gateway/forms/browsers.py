"""Browsers that show messages although no page of the portal is open (static/push.js asks them)."""

from json import JSONDecodeError, loads

from flask import request

from gateway.devices import device_name
from gateway.forms.form import form
from gateway.pages.preferences import preferences as preferences_page
from gateway.responses import done
from gateway.upstream import notify
from gateway.visit import visit
from gateway.words import N_, _
from portalkit.errors import Invalid

PLACE = "/account/notifications#browsers"
NOT_SO = N_("The browser did not say where to reach it. Try again.")


@form("/account/notifications/browsers", by="member", takes=("subscription",), again=preferences_page)
def add_browser(sent):
    """This browser shows messages from now on, until its session ends."""
    name = device_name(request.headers.get("User-Agent", ""))
    notify.add_place(visit().services, "push", name, _subscription(sent["subscription"]))
    return done(PLACE, _("This browser shows from now on what happens, also when no page is open."))


@form("/account/notifications/browsers/<place_id>/remove", by="member", again=preferences_page)
def remove_browser(sent, place_id):
    """It shows nothing more."""
    notify.remove_place(visit().services, place_id)
    return done(PLACE, _("Removed. That browser shows nothing more."))


def _subscription(text):
    """What a browser says of itself, flat. Raises Invalid."""
    try:
        told = loads(text)
        data = {"endpoint": told["endpoint"], "p256dh": told["keys"]["p256dh"], "auth": told["keys"]["auth"]}
    except (JSONDecodeError, RecursionError, KeyError, TypeError):
        raise Invalid({"subscription": [_(NOT_SO)]}) from None
    if not all(isinstance(value, str) and 0 < len(value) <= 1000 for value in data.values()):
        raise Invalid({"subscription": [_(NOT_SO)]})
    return data
