"""Every error as a problem (RFC 9457), said once for all services."""

from typing import Any

import orjson
import structlog
from flask import Flask, Response, request
from sqlalchemy.exc import DataError, OperationalError, TimeoutError
from structlog.contextvars import get_contextvars
from werkzeug.exceptions import HTTPException

from portalkit.errors import Fault, Invalid, Missing, Throttled, Unavailable

log = structlog.get_logger(__name__)

SLUGS = {
    400: "bad-request",
    401: "unauthenticated",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    406: "not-acceptable",
    413: "too-large",
    414: "too-long",
    415: "unsupported-media-type",
    422: "invalid",
    428: "precondition-required",
    429: "too-many-requests",
    503: "unavailable",
}


def problem(status: int, slug: str, title: str, detail: str = "", **more: Any) -> Response:
    """A problem as a response."""
    body = {"type": f"/problems/{slug}", "title": title, "status": status, "slug": slug} | more
    if detail:
        body["detail"] = detail
    if request_id := get_contextvars().get("request_id"):
        body["instance"] = request_id
    return Response(orjson.dumps(body), status, content_type="application/problem+json")


def from_fault(fault: Fault) -> Response:
    """The problem that tells of `fault`."""
    more = {"errors": fault.fields} if isinstance(fault, Invalid) else {}
    answer = problem(fault.status, fault.slug, fault.title, fault.detail, **more)
    if isinstance(fault, Throttled | Unavailable):
        answer.headers["Retry-After"] = str(fault.retry_after)
    if fault.status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="atrium"'
    return answer


def from_http(fault: HTTPException) -> Response:
    """The problem that tells of a fault raised by Flask, Werkzeug or the parser of arguments."""
    status = fault.code or 500
    messages = getattr(fault, "data", {}).get("messages") if hasattr(fault, "data") else None
    more: dict[str, Any] = {}
    if status == 422 and isinstance(messages, dict):
        more["errors"] = flat(messages)
    detail = "" if status in (404, 422) else str(fault.description or "")
    answer = problem(status, SLUGS.get(status, "error"), fault.name, detail, **more)
    for name, value in fault.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            answer.headers[name] = value
    return answer


def flat(messages: dict[str, Any], where: str = "") -> dict[str, list[str]]:
    """Marshmallow's nested messages by dotted field name; the location (json, query) is left away."""
    found: dict[str, list[str]] = {}
    for name, value in messages.items():
        path = where if not where and name in ("json", "query", "form") else f"{where}.{name}".strip(".")
        if isinstance(value, dict):
            found |= flat(value, path)
        else:
            found[path or str(name)] = [str(text) for text in (value if isinstance(value, list) else [value])]
    return found


def register(app: Flask) -> None:
    """Turn every exception that leaves a view into a problem."""
    app.register_error_handler(Fault, from_fault)
    app.register_error_handler(HTTPException, from_http)

    @app.errorhandler(DataError)
    def not_storable(fault: DataError) -> Response:
        if "\0" in request.path:  # PostgreSQL takes no such text; a thing of that name is missing like any other
            return from_fault(Missing())
        log.info("not-storable", path=request.path, exc_info=fault)
        return problem(400, "bad-request", "Bad Request", "The request holds a character or number that none can have.")

    @app.errorhandler(OperationalError)
    @app.errorhandler(TimeoutError)
    def no_database(fault: OperationalError | TimeoutError) -> Response:
        log.error("database-unavailable", exc_info=fault)
        return from_fault(Unavailable("The data cannot be reached just now. Try again in a moment."))

    @app.errorhandler(Exception)
    def unforeseen(fault: Exception) -> Response:
        log.error("unforeseen", path=request.path, exc_info=fault)
        return problem(500, "internal", "Something went wrong", "It is our fault. The number below helps us find it.")
