"""`GET /api/notify/v1/messages`: what one was told is about topics, so their owner has the last word."""

import orjson
from flask import Response

from gateway.api.blueprint import api
from gateway.api.pass_through import check_token, passed_on
from gateway.arrivals import tokens_only
from gateway.permits import permitted
from gateway.visit import visit

LACKING = "Atrium-Degraded"  # names the services without whose word something was left out


@api.get("/notify/v1/messages")
@tokens_only
def list_messages() -> Response:
    """What notify gives, less the messages about things that the caller may not read now."""
    check_token()
    response = passed_on("notify", "/v1/messages", ())  # notify's tag knows nothing of the owners' word
    if response.status_code != 200:
        return response
    caller = visit().services
    response.set_data(orjson.dumps(permitted(caller, orjson.loads(response.get_data()))))
    del response.headers["ETag"]
    if caller.silent:
        response.headers[LACKING] = ", ".join(caller.silent)
    return response
