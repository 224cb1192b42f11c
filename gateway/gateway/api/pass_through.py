"""`/api/<service>/v1/…`: a service's own public routes, as they are, for the bearer of a session's token."""

import re

from flask import Response, request

from gateway.api.blueprint import api
from gateway.arrivals import tokens_only
from gateway.upstream.caller import quoted
from gateway.visit import portal, visit
from portalkit.errors import Missing, Unidentified

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
STEP = re.compile(r"(?!\.{1,2}\Z)[A-Za-z0-9._~-]{1,120}")
PASSED_ON = ("If-Match", "If-None-Match", "Idempotency-Key")
PASSED_BACK = ("content-type", "etag", "link", "retry-after", "allow", "idempotency-replayed", "www-authenticate")


@api.route("/<service>/v1/<path:path>", methods=METHODS)
@tokens_only
def pass_through(service: str, path: str) -> Response:
    """Ask the service in the caller's name, and answer what it answers."""
    steps = path.split("/")
    if service not in portal().upstreams or not all(STEP.fullmatch(step) for step in steps):
        raise Missing()
    check_token()
    return passed_on(service, "/v1/" + "/".join(quoted(step) for step in steps), PASSED_ON)


def passed_on(service: str, path: str, names: tuple[str, ...]) -> Response:
    """What the service says to this request at `path`, given those of its headers that have one of `names`."""
    headers = tuple((name, request.headers[name]) for name in names if name in request.headers)
    body = request.get_data()
    if body:
        headers += (("Content-Type", request.headers.get("Content-Type", "")),)
    answer = visit().services.send(
        service,
        request.method,
        path,
        request.query_string.decode("latin-1"),
        headers,
        body,
        repeatable=request.method == "GET" or "Idempotency-Key" in request.headers,
    )
    response = Response(answer.body, answer.status)
    response.headers.pop("Content-Type", None)
    for name in PASSED_BACK:
        if name in answer.headers:
            response.headers[name] = answer.headers[name]
    if location := answer.headers.get("location"):
        response.headers["Location"] = f"/api/{service}{location}" if location.startswith("/v1/") else location
    return response


def check_token() -> None:
    """Raise Unidentified for a token that is no good any more: only whoever sends none is a visitor."""
    if request.headers.get("Authorization") and not visit().who.signed_in:
        raise Unidentified("This token is not good, or no longer. Get a new one.")
