"""Where routes of the API are registered, and how many calls somebody may make."""

import math

from flask import Blueprint, Response, g, request

from gateway.hosts import client_ip
from gateway.visit import portal, visit
from portalkit.limits import Limit

api = Blueprint("api", __name__, url_prefix="/api")
MINUTE = 60


@api.before_request
def count() -> None:
    """Take one call of the minute's, for the person or, without one, the address."""
    home, who = portal(), visit().who
    most = home.settings.calls_a_minute
    key = who.viewer.id if who.signed_in else client_ip(request.environ, home.settings.trusted_hops)
    g.calls_left = 0
    g.calls_left = home.limits.take((Limit("api", most, MINUTE), key))


@api.after_request
def tell(response: Response) -> Response:
    """Say how many are left (draft-ietf-httpapi-ratelimit-headers)."""
    if "calls_left" in g:
        most = portal().settings.calls_a_minute
        reset = math.ceil((most - g.calls_left) * MINUTE / most)
        response.headers["RateLimit-Policy"] = f'"minute";q={most};w={MINUTE}'
        response.headers["RateLimit"] = f'"minute";r={g.calls_left};t={reset}'
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["Vary"] = "Authorization"
    return response
