"""A service's Flask app: the same for all but for its blueprints."""

import re
import time
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

import flask_smorest
import orjson
import structlog
from flask import Flask, Request, Response, g, request
from flask.sessions import NullSession, SessionInterface
from sqlalchemy import Select
from structlog.contextvars import bind_contextvars, reset_contextvars
from werkzeug.routing import MapAdapter

from portalkit import metrics, queues
from portalkit.afterwards import afterwards
from portalkit.database import Database
from portalkit.errors import Unavailable
from portalkit.ids import new_id
from portalkit.readiness import readiness
from portalkit.tokens import Verifier
from portalkit.tracing import trace_of
from portalkit.web import dead_letters, policy, problems, rights
from portalkit.web.document import document as documented

log = structlog.get_logger(__name__)
LARGEST_BODY = 1_000_000
REQUEST_ID = re.compile(r"^[A-Za-z0-9-]{8,64}$")
DEADLINE = re.compile(r"[0-9]{1,15}")


class _NoSessions(SessionInterface):
    """Flask's sessions in a cookie, of which no app has one: whoever reads sees an empty one, whoever writes fails."""

    _none = NullSession()

    def open_session(self, app: Flask, request: Request) -> NullSession:
        return self._none


class App(Flask):
    """Flask without what no app of ours uses: it asks twenty times a request whether a function is a coroutine."""

    session_interface = _NoSessions()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """By the path alone: no app of ours tells subdomains or hosts apart, and the gateway looks at hosts itself."""
        if request is None:
            return None
        environ = request.environ
        path = environ["PATH_INFO"]
        return MapAdapter(
            self.url_map,
            request.host,
            environ.get("SCRIPT_NAME") or "/",
            "",
            environ["wsgi.url_scheme"],
            path if path.isascii() else path.encode("latin-1").decode(errors="replace"),
            environ["REQUEST_METHOD"],
            environ.get("QUERY_STRING", ""),
        )


def create_service_app(
    name: str,
    database: Database,
    blueprints: Sequence[flask_smorest.Blueprint],
    *,
    public_keys: str,
    secret: str,
    release: str,
    boundary: Select[Any] | None = None,
    check_answers: bool = False,
    description: str = "",
    migrations: str | None = None,
) -> Flask:
    """The WSGI app of the service `name`. Raises MissingPolicy when a route does not say who may call it.

    `boundary` is one row over `now` that changes when time alone changes what may be read.
    `check_answers` holds every answer against its schema, for tests. `migrations` is the package whose schema has to be
    there before the service says that it is ready.
    """
    app = App(name, static_folder=None)
    app.config.update(
        API_TITLE=f"Atrium {name}",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        API_SPEC_OPTIONS={
            "info": {"description": description},
            "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
        },
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        PROPAGATE_EXCEPTIONS=False,
        CURSOR_SECRET=secret,
        BOUNDARY=boundary,
        RELEASE=release,
        CHECK_ANSWERS=check_answers,
    )
    app.extensions["database"] = database
    routes = (*blueprints, dead_letters.blueprint, rights.blueprint)
    for blueprint in routes:
        app.register_blueprint(blueprint)
    problems.register(app)
    _probes(app, name, database, routes, release, migrations)
    queues.QUEUES.watch(database)
    policy.enforce(app, Verifier(public_keys, name))
    observe(app, name)
    return app


def observe(app: Flask, name: str) -> None:
    """Give every request an id that all its log lines carry, count it, and refuse what is too late already."""

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()
        deadline = request.environ.get("HTTP_X_DEADLINE_MS", "")
        if deadline and DEADLINE.fullmatch(deadline) and time.time() * 1000 > int(deadline):
            raise Unavailable("The time for this request had passed when it arrived.")

    # Flask runs these in the order they were added; the clock has to start before the policy is asked.
    app.before_request_funcs[None].insert(0, app.before_request_funcs[None].pop())

    @app.after_request
    def end(response: Response) -> Response:
        asked = request._get_current_object()  # type: ignore[attr-defined]
        route = asked.url_rule.rule if asked.url_rule else "none"
        seconds = time.perf_counter() - g.get("began", time.perf_counter())
        metrics.requests(name, route, response.status_code).observe(seconds)
        if response.status_code >= 500 or not (asked.method in ("GET", "HEAD") or g.get("quiet")):
            log.info(
                "request",
                service=name,
                method=asked.method,
                route=route,
                status=response.status_code,
                ms=round(seconds * 1000, 1),
            )
        return response

    app.wsgi_app = _WithRequestId(app.wsgi_app)  # type: ignore[assignment,method-assign]


class _WithRequestId:
    """Binds the request's ids around the whole call; afterwards they are what they were: calls nest in one process."""

    def __init__(self, inner: Callable[..., Iterable[bytes]]) -> None:
        self._inner = inner

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        given = environ.get("HTTP_X_REQUEST_ID", "")
        request_id = given if REQUEST_ID.match(given) else new_id()
        environ["HTTP_X_REQUEST_ID"] = request_id

        def start_with_id(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            headers.append(("X-Request-ID", request_id))
            return start(status, headers, *more)

        trace_id = trace_of(environ.get("HTTP_TRACEPARENT"), request_id)
        before = bind_contextvars(request_id=request_id, trace_id=trace_id)
        try:
            return self._inner(environ, start_with_id)
        finally:
            reset_contextvars(**before)


def _probes(
    app: Flask,
    name: str,
    database: Database,
    routes: Sequence[flask_smorest.Blueprint],
    release: str,
    migrations: str | None,
) -> None:

    def livez() -> Response:
        return Response("ok\n", content_type="text/plain")

    def readyz() -> Response:
        ready, known = readiness(database, migrations)
        return Response(orjson.dumps(known), 200 if ready else 503, content_type="application/json")

    def metrics_page() -> Response:
        return Response(metrics.exposition() + queues.exposition(), content_type="text/plain; version=0.0.4")

    def version() -> dict[str, str]:
        return {"service": name, "version": release}

    @afterwards
    @cache
    def document() -> bytes:
        return orjson.dumps(documented(app, routes), option=orjson.OPT_SORT_KEYS)

    def openapi() -> Response:
        return Response(document(), content_type="application/json")

    for path, view in (
        ("/livez", livez),
        ("/readyz", readyz),
        ("/metrics", metrics_page),
        ("/version", version),
        ("/openapi.json", openapi),
    ):
        vars(view)["policy"] = policy.PROBE
        app.add_url_rule(path, endpoint=path.strip("/"), view_func=view)
