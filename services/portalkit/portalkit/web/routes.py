"""How a service writes its routes: each says who may call it, what it takes and what it gives."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

import flask_smorest
import orjson
from flask import Response, current_app, g, request

from portalkit.database import Database, Reading, Transaction
from portalkit.errors import Fault, Invalid, Refused
from portalkit.web import cursors, idempotency
from portalkit.web.asked import asked
from portalkit.web.binary import BinaryRoutes
from portalkit.web.policy import Policy
from portalkit.web.schemas import ProblemSchema, Schema
from portalkit.web.whole import Whole

LAST_VERSION = 2**31 - 1  # that a row can have
View = Callable[..., Any]
JSON = "application/json"


def _header(name: str, description: str) -> dict[str, Any]:
    text = {"type": "string", "minLength": 1, "maxLength": 128}
    return {"in": "header", "name": name, "required": True, "description": description, "schema": text}


ONCE = _header("Idempotency-Key", "A new UUID for each thing; sent again, it adds nothing and has the same answer.")
READ = _header("If-Match", 'The ETag of the version that was read, such as "3"; * for whatever it is.')


class Blueprint(BinaryRoutes, flask_smorest.Blueprint):  # type: ignore[misc]
    """Routes of one noun. A path that begins with /internal/ is left out of the public API."""

    def reads(
        self,
        path: str,
        *,
        by: Policy,
        gives: type[Schema],
        takes: type[Schema] | None = None,
        etag: str = "version",
    ) -> Callable[[View], View]:
        """A GET: `view(db, viewer, [query,] **path)` gives plain data that fits `gives`.

        `etag="version"` answers with the thing's version, for If-Match; `etag="state"` promises that the answer
        depends on nothing but the database, the viewer and the clock's boundaries (`app.config["BOUNDARY"]`), so a
        conditional read costs one statement. Hot answers go out as they are, not through a schema's dump.
        """

        def run(view: View, args: tuple[Any, ...], ids: dict[str, Any]) -> Response:
            if takes is None and request.args:
                raise Invalid({name: ["Unknown field."] for name in request.args})
            with _database().reading() as db:
                tag = _state_tag(db) if etag == "state" else None
                if tag and _holds(tag):
                    return _unchanged(tag)
                data = view(db, g.viewer, *args, **ids)
            if current_app.config["CHECK_ANSWERS"]:
                gives().load(orjson.loads(orjson.dumps(data)))
            version = data.get("version") if isinstance(data, dict) else getattr(data, "version", None)
            if tag is None and version is not None:
                tag = f'"{version}"'
            if tag and _holds(tag):
                return _unchanged(tag)
            response: Response = Whole(orjson.dumps(data), content_type=JSON)
            if tag:
                response.headers["ETag"] = tag
            if public and isinstance(data, dict) and data.get("next"):
                response.headers["Link"] = cursors.link(data["next"])
            return response

        public = not path.startswith("/internal/")
        return self._route(path, "GET", by, takes, "query", gives, 200, run)

    def asks(self, path: str, *, by: Policy, takes: type[Schema], gives: type[Schema]) -> Callable[[View], View]:
        """A POST that changes nothing, for questions too long for an address: `view(db, viewer, body, **path)`."""

        def run(view: View, args: tuple[Any, ...], ids: dict[str, Any]) -> Response:
            g.quiet = True
            with _database().reading() as db:
                data = view(db, g.viewer, *args, **ids)
            if current_app.config["CHECK_ANSWERS"]:
                gives().load(orjson.loads(orjson.dumps(data)))
            return Whole(orjson.dumps(data), content_type=JSON)

        return self._route(path, "POST", by, takes, "json", gives, 200, run)

    def creates(
        self, path: str, *, by: Policy, takes: type[Schema], gives: type[Schema], status: int = 201
    ) -> Callable[[View], View]:
        """A POST that adds something, once for each Idempotency-Key: `view(tx, viewer, body, **path)`.

        Raises ValueError for a route that visitors may call: a stored answer is one person's, and they are all alike.
        """
        if {"anyone", "gateway"}.intersection((by,) if isinstance(by, str) else by):
            raise ValueError(f"{path} creates, so whoever calls it has to be a person.")

        def run(view: View, args: tuple[Any, ...], ids: dict[str, Any]) -> Response:
            key, route, principal = idempotency.key(), request.endpoint or "", g.viewer.id

            def work(tx: Transaction) -> Response:
                if stored := idempotency.earlier(tx, principal, route, key):
                    return stored
                response = _answer(gives, view(tx, g.viewer, *args, **ids), status)
                idempotency.keep(tx, principal, route, key, response)
                return response

            return _database().change(work)

        return self._route(path, "POST", by, takes, "json", gives, status, run, ONCE)

    def changes(
        self,
        path: str,
        *,
        by: Policy,
        gives: type[Schema],
        takes: type[Schema] | None = None,
        method: str = "PATCH",
    ) -> Callable[[View], View]:
        """A change to what was read before: `view(tx, viewer, [body,] version, **path)`; If-Match names the version."""

        def run(view: View, args: tuple[Any, ...], ids: dict[str, Any]) -> Response:
            version = _version_read()
            return _database().change(lambda tx: _answer(gives, view(tx, g.viewer, *args, version, **ids), 200))

        return self._route(path, method, by, takes, "json", gives, 200, run, READ)

    def acts(
        self,
        path: str,
        *,
        by: Policy,
        takes: type[Schema] | None = None,
        gives: type[Schema] | None = None,
        method: str = "POST",
        status: int = 200,
    ) -> Callable[[View], View]:
        """Something that may be said twice without harm (follow, sign out): `view(tx, viewer, [body,] **path)`.

        A fault that the view gives, and does not raise, is answered as any other, but what was written stays.
        """

        def run(view: View, args: tuple[Any, ...], ids: dict[str, Any]) -> Response:
            done = _database().change(lambda tx: view(tx, g.viewer, *args, **ids))
            if isinstance(done, Fault):
                raise done
            return _answer(gives, done, status) if gives else Response(status=204)

        return self._route(path, method, by, takes, "json", gives, status if gives else 204, run)

    def steps(
        self,
        path: str,
        *,
        by: Policy,
        takes: type[Schema],
        gives: type[Schema] | None = None,
        status: int = 200,
        quiet: bool = False,
    ) -> Callable[[View], View]:
        """A POST that opens its transactions itself, since something slow lies between them (hashing a password).

        `view(database, viewer, body, **path)` gives plain data that fits `gives`; no answer is stored. `quiet` is for
        a question asked so often that a line in the log for each would say nothing.
        """

        def run(view: View, args: tuple[Any, ...], ids: dict[str, Any]) -> Response:
            g.quiet = quiet
            data = view(_database(), g.viewer, *args, **ids)
            if gives is None:
                return Response(status=204)
            if current_app.config["CHECK_ANSWERS"]:
                gives().load(orjson.loads(orjson.dumps(data)))
            return Response(orjson.dumps(data), status, content_type=JSON)

        return self._route(path, "POST", by, takes, "json", gives, status if gives else 204, run)

    def _route(
        self,
        path: str,
        method: str,
        by: Policy,
        takes: type[Schema] | None,
        location: str,
        gives: type[Schema] | None,
        status: int,
        run: Callable[[View, tuple[Any, ...], dict[str, Any]], Response],
        header: dict[str, Any] | None = None,
    ) -> Callable[[View], View]:
        def decorate(view: View) -> View:
            schema = takes() if takes is not None else None

            @wraps(view)
            def endpoint(**ids: Any) -> Response:
                return run(view, () if schema is None else (asked(schema, location),), ids)

            told: View = endpoint
            if schema is not None:
                told = self.arguments(schema, location=location)(told)
            told = self.alt_response(status, schema=gives, description="Done.")(told)
            told = self.alt_response(
                "default",
                schema=ProblemSchema,
                content_type="application/problem+json",
                description="A problem.",
            )(told)
            words = [by] if isinstance(by, str) else list(by)
            extra: dict[str, Any] = {"x-policy": words, "security": [{"bearer": []}]}
            if path.startswith("/internal/"):
                extra["x-internal"] = True
            if header:
                extra["parameters"] = [header]
            if body := getattr(view, "body", None):
                extra["requestBody"] = {"required": True, "content": body}
            # Flask-smorest documents by wrapping once for each thing said; only what was said is taken over.
            vars(endpoint).update(policy=by, _apidoc=vars(self.doc(**extra)(told))["_apidoc"])
            self.route(path, methods=[method])(endpoint)
            return view

        return decorate


def _database() -> Database:
    return current_app.extensions["database"]  # type: ignore[no-any-return]


def _answer(gives: type[Schema], thing: Any, status: int) -> Response:
    data = gives().dump(thing)
    response = Response(orjson.dumps(data), status, content_type=JSON)
    if "version" in data:
        response.headers["ETag"] = f'"{data["version"]}"'
    return response


def _version_read() -> int | None:
    """The version in If-Match, or None for `*`. Raises Refused (428) when there is none, (412) for a strange one."""
    tag = request.headers.get("If-Match", "").strip()
    if not tag:
        raise Refused("precondition-required", "Send If-Match with the ETag you read.", 428)
    if tag == "*":
        return None
    if not (tag.startswith('"') and tag.endswith('"') and tag[1:-1].isascii() and tag[1:-1].isdigit()):
        raise Refused("stale", "This ETag is not one of ours. Read the thing again.", 412)
    return min(int(tag[1:-1][:15]), LAST_VERSION)


def _state_tag(db: Reading) -> str:
    """A tag that changes whenever the answer may: the data, a boundary in time passed, the viewer, the address."""
    viewer = g.viewer
    parts = (
        current_app.config["RELEASE"],
        db.state(current_app.config["BOUNDARY"]),
        viewer.id,
        viewer.kind,
        sorted(viewer.roles),
        sorted(viewer.audiences),
        viewer.locale,
        request.full_path,
    )
    return f'W/"{hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()}"'


def _holds(tag: str) -> bool:
    return bool(request.if_none_match.contains_weak(tag.removeprefix("W/").strip('"')))


def _unchanged(tag: str) -> Response:
    return Response(status=304, headers={"ETag": tag})
