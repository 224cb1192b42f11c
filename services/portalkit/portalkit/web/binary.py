"""Routes for what is no JSON: a file as it comes in, and a piece of one as it goes out."""

from collections.abc import Callable
from typing import Any

import orjson
from flask import Response, current_app, g, request

from portalkit.web.policy import Policy
from portalkit.web.schemas import Schema

View = Callable[..., Any]
BYTES = "application/octet-stream"
SLACK = 1  # bytes more than may come are let in, so that the view can say how many may


class BinaryRoutes:
    """Part of a blueprint."""

    _route: Callable[..., Callable[[View], View]]

    def receives(
        self, path: str, *, by: Policy, takes: type[Schema], gives: type[Schema], status: int = 200
    ) -> Callable[[View], View]:
        """A POST whose body is a file, of `app.config["LARGEST_FILE"]` bytes at most, with its name in the query.

        `view(database, viewer, query, source, **path)` opens its transactions itself, as reading takes its time, and
        may be called twice with the same file without harm.
        """

        def run(view: View, args: tuple[Any, ...], ids: dict[str, Any]) -> Response:
            request.max_content_length = current_app.config["LARGEST_FILE"] + SLACK
            data = view(current_app.extensions["database"], g.viewer, *args, request.stream, **ids)
            return Response(orjson.dumps(gives().dump(data)), status, content_type="application/json")

        def decorate(view: View) -> View:
            view.body = {BYTES: {"schema": {"type": "string", "format": "binary"}}}  # type: ignore[attr-defined]
            return self._route(path, "POST", by, takes, "query", gives, status, run)(view)

        return decorate

    def hands_out(self, path: str, *, by: Policy, takes: type[Schema]) -> Callable[[View], View]:
        """A GET of bytes: `view(db, viewer, query, **path)` gives them, few enough to be held at once."""

        def run(view: View, args: tuple[Any, ...], ids: dict[str, Any]) -> Response:
            with current_app.extensions["database"].reading() as db:
                piece = view(db, g.viewer, *args, **ids)
            return Response(piece, content_type=BYTES)

        return self._route(path, "GET", by, takes, "query", None, 200, run)
