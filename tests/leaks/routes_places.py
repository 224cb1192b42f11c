"""The cases of where people are reached besides mail: notify's routes, and the gateway's pages of browsers."""

from leaks.cases import Case
from leaks.routes_common import form

PLACES = (
    Case("/internal/v1/places", method="POST", of_others=True, body='{"channel": "push", "name": "x", "data": {}}'),
    Case(
        "/internal/v1/deliveries/<message_id>/again",
        ("/internal/v1/deliveries/<never>/again",),
        method="POST",
        of_others=True,
        desk=True,
    ),
    Case("/v1/preferences/mail-again", method="POST", of_others=True),
    Case("/internal/v1/places/<place_id>", ("/internal/v1/places/<never>",), method="DELETE", of_others=True),
)
BROWSER_PAGES = (
    Case("/push-worker.js"),
    form("/staff/deliveries/<message_id>/again", "/staff/deliveries/<never>/again", desk=True),
    form("/account/notifications/mail-again", "/account/notifications/mail-again"),
    form("/account/notifications/browsers", "/account/notifications/browsers", "subscription=x"),
    form("/account/notifications/browsers/<place_id>/remove", "/account/notifications/browsers/<never>/remove"),
)
