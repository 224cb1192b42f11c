"""What goes wrong, said as a page to people and as a problem (RFC 9457) to programs."""

from typing import Any
from urllib.parse import quote, urlsplit

import structlog
from flask import Flask, Response, request
from structlog.contextvars import get_contextvars
from werkzeug.exceptions import HTTPException

from gateway.hosts import own_path
from gateway.responses import HTML, base_context, here, settle
from gateway.service_words import told
from gateway.upstream.port import Refusal, Unanswered
from gateway.visit import portal, visit
from gateway.words import N_, _
from portalkit.errors import Fault
from portalkit.web import problems

log = structlog.get_logger(__name__)
MOST_TAKEN = 16_000_000  # bytes of what is too large anyway
LARGEST_FORM = 1_000_000  # bytes; what may be larger brings a file
FOR_PROGRAMS = ("/api/", "/live/", "/openapi.json")

WORDS = {
    400: (N_("That request makes no sense to us"), N_("Something in its address or its form is not as it should be.")),
    403: (N_("You may not do this"), N_("Your account may not see or do this.")),
    404: (
        N_("There is nothing here"),
        N_("It was moved or taken away, or it is not for everybody. Signed in, you may see it."),
    ),
    405: (N_("This cannot be done here"), N_("Go back to the page you came from and try it there.")),
    409: (N_("This does not go together"), N_("What you wanted to do does not fit how things are now.")),
    412: (N_("Somebody was faster"), N_("It was changed after you opened it. Open it again and look at what is new.")),
    413: (N_("That is too large"), N_("Send less at once.")),
    415: (N_("We cannot read this"), N_("It was sent in a form that this portal does not take.")),
    422: (N_("Something needs another look"), N_("A field is missing, or holds what it cannot hold.")),
    429: (N_("That was a bit much"), N_("Too many requests in a short time.")),
    500: (N_("Something went wrong"), N_("It is our fault. The number below helps us find it.")),
    503: (N_("Not available just now"), N_("A part of the portal does not answer. It is being looked after.")),
}


def register(app: Flask) -> None:
    """Answer every exception that leaves a page or a form."""
    app.register_error_handler(Fault, from_fault)
    app.register_error_handler(HTTPException, from_http)
    app.register_error_handler(Exception, unforeseen)


def for_programs() -> bool:
    """Whether this request comes from a program: it gets a problem, not a page."""
    return request.path.startswith(FOR_PROGRAMS)


def from_fault(fault: Fault) -> Response:
    """The answer that tells of `fault`."""
    if isinstance(fault, Unanswered):
        log.warning("unanswered", upstream=fault.service, why=fault.why)
    if for_programs():
        return _problem(fault)
    if fault.status == 401:
        # A service that does not know somebody whom accounts knows is at fault itself; the door would lead back here.
        return error_page(503, "unavailable") if visit().who.signed_in else _to_sign_in()
    retry_after = getattr(fault, "retry_after", None)
    response = error_page(fault.status, fault.slug, told(fault.detail), retry_after)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def from_http(fault: HTTPException) -> Response:
    """The answer that tells of a fault that Flask or Werkzeug raised."""
    if fault.code is not None and 300 <= fault.code < 400:
        return fault.get_response(request.environ)  # type: ignore[return-value]
    if fault.code == 413:
        _take_the_rest()
    if for_programs():
        return _private(problems.from_http(fault))
    status = fault.code or 500
    most = request.max_content_length or 0
    detail = ""
    if status == 413 and most > LARGEST_FORM:
        detail = _("Files may have %(mb)s MB at most.", mb=portal().settings.file_mb)
    response = error_page(status, problems.SLUGS.get(status, "error"), detail)
    for name, value in fault.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def unforeseen(fault: Exception) -> Response:
    """A fault of ours: logged with all there is to know, told without."""
    log.error("unforeseen", path=request.path, exc_info=fault)
    if for_programs():
        return _private(problems.problem(500, "internal", *WORDS[500]))
    return error_page(500, "internal")


def error_page(status: int, slug: str, detail: str = "", retry_after: int | None = None) -> Response:
    """The page of an error. It asks no service, so it can always be shown."""
    title, words = WORDS.get(status, WORDS[400] if status < 500 else WORDS[500])
    values = {
        "status": status,
        "title": _(title),
        "detail": detail or _(words),
        "slug": slug,
        "request_id": get_contextvars().get("request_id", ""),
        "retry_after": retry_after,
    }
    if "HTTP_HX_REQUEST" in request.environ:  # a fragment keeps its place empty
        return settle(Response(status=status, content_type=HTML))
    try:
        body = portal().templates.render("error.html", base_context(portal(), visit()) | values, visit().language)
    except Exception as fault:
        log.error("error-page-failed", exc_info=fault)
        body = f"{title}. {values['request_id']}\n".encode()
        return settle(Response(body, status, content_type="text/plain; charset=utf-8"))
    return settle(Response(body, status, {"Content-Language": visit().language}, content_type=HTML))


def _take_the_rest() -> None:
    """Let a browser finish sending: it looks at no answer before, and a connection that is cut off shows it none."""
    rest, left = request.environ["wsgi.input"], MOST_TAKEN
    while left > 0 and (piece := rest.read(min(left, 65_536))):
        left -= len(piece)


def _to_sign_in() -> Response:
    """To the sign-in page, and back here afterwards; after a form, back to the page that it stood on."""
    if "HTTP_HX_REQUEST" in request.environ:
        return settle(Response(status=401, content_type=HTML))
    back = here() if request.method in ("GET", "HEAD") else came_from()
    return settle(Response(status=303, headers={"Location": f"/signin?next={quote(back, safe='/')}"}))


def came_from() -> str:
    """The page that a form stood on."""
    parts = urlsplit(request.headers.get("Referer", ""))
    ours = f"{parts.scheme}://{parts.netloc}" == portal().settings.origin
    return own_path(f"{parts.path}?{parts.query}".removesuffix("?")) if ours else "/"


def _problem(fault: Fault) -> Response:
    if isinstance(fault, Refusal):
        more: dict[str, Any] = {"errors": fault.fields} if fault.fields else {}
        answer = problems.problem(fault.status, fault.slug, fault.title, fault.detail, **more)
        if fault.retry_after:
            answer.headers["Retry-After"] = str(fault.retry_after)
        return _private(answer)
    return _private(problems.from_fault(fault))


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
