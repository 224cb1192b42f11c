"""`/api/accounts/v1/sessions`: tokens for programs, got by e-mail address and password."""

from typing import Any

import orjson
from flask import Response, request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

from gateway.api.blueprint import api
from gateway.api.pass_through import check_token
from gateway.arrivals import tokens_only, while_looking
from gateway.devices import device_name
from gateway.hosts import client_ip
from gateway.upstream import accounts, factors
from gateway.visit import as_gateway, portal, visit
from portalkit.errors import Invalid, Refused, Unidentified

JSON = "application/json"
FIELDS = {"email": 254, "password": 1024, "code": 60}


@api.post("/accounts/v1/sessions")
@tokens_only
def start_session() -> Response:
    """A new session; its secret is the bearer token of all other calls."""
    body = _body()
    begun = factors.begin(
        as_gateway(),
        body["email"],
        body["password"],
        device_name(request.headers.get("User-Agent", "")),
        client_ip(request.environ, portal().settings.trusted_hops),
        None,
        None,
    )
    made = begun["signed_in"] or _finished(begun["ticket"], body.get("code"))
    shown = {"token": made["session"], "id": made["sid"], "user": made["user"]}
    return Response(orjson.dumps(shown), 201, content_type=JSON)


@api.delete("/accounts/v1/sessions")
@tokens_only
@while_looking
def end_session() -> Response:
    """End the session whose token is sent."""
    check_token()
    session = visit().who.session
    if not session:
        raise Unidentified("Send the token of the session to end.")
    accounts.sign_out(as_gateway(), session)
    portal().identity.forget(session)
    return Response(status=204)


def _finished(ticket: str, code: str | None) -> dict[str, Any]:
    if code is None:
        raise Refused("second-factor-needed", "Send a code of the account's app as well, or a recovery code.", 403)
    return factors.finish(as_gateway(), ticket, code, False)


def _body() -> dict[str, str]:
    if request.mimetype != JSON:
        raise UnsupportedMediaType(f"Send {JSON}.")
    try:
        body: Any = orjson.loads(request.get_data())
    except orjson.JSONDecodeError as fault:
        raise BadRequest(f"The body is not JSON: {fault}") from fault
    if not isinstance(body, dict):
        raise Invalid({"body": ["Send an object."]})
    faults = {name: ["Unknown field."] for name in body if name not in FIELDS}
    for name, most in FIELDS.items():
        value = body.get(name)
        if name == "code" and name not in body:
            continue
        if not isinstance(value, str) or not 1 <= len(value) <= most:
            faults[name] = [f"Write 1 to {most:,} characters."]
    if faults:
        raise Invalid(faults)
    return body
