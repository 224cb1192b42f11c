"""Tickets for the stream of live notifications: each is good for one connection, within a minute."""

import orjson
from flask import Response

from gateway.arrivals import require
from gateway.forms.form import forms
from gateway.responses import live_address
from gateway.visit import portal, visit


@forms.post("/live/ticket")
def ticket():
    """The address of a stream for whoever is signed in."""
    require("member")
    body = orjson.dumps({"url": live_address(portal(), visit())})
    return Response(body, headers={"Cache-Control": "no-store"}, content_type="application/json")
