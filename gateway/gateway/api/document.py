"""The API's description: every service's public routes in one OpenAPI document."""

import threading
import time
from typing import Any

import orjson
from flask import Response, current_app

from gateway import RELEASE
from gateway.api.own_routes import OWN_PATHS, SECURITY
from gateway.arrivals import tokens_only
from gateway.panels import keeps, pages
from gateway.responses import settle
from gateway.upstream.caller import Caller
from gateway.upstream.port import Unanswered
from gateway.visit import portal, visit

KEPT = 60.0  # seconds
keeps("/openapi.json")


class Document:
    """The merged document, kept for a minute when all services gave their part."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: tuple[float, dict[str, Any]] | None = None

    def get(self, caller: Caller, services: list[str], seconds: float) -> dict[str, Any]:
        """The document, without the parts of services that do not answer within `seconds` (the caller notes them)."""
        made = self._made
        if made is not None and made[0] > time.monotonic():
            return made[1]
        document = _frame()
        for service in services:
            try:
                part = caller.read(service, "/openapi.json", seconds=seconds)
            except Unanswered:
                caller.silent.append(service)
                continue
            _merge(document, service, part)
        document["paths"] = dict(sorted(document["paths"].items()))
        if not caller.silent:
            with self._lock:
                self._made = (time.monotonic() + KEPT, document)
        return document


def merged() -> dict[str, Any]:
    """The document, for the current request."""
    there = visit()
    kept = current_app.extensions.setdefault("document", Document())
    home = portal()
    document: dict[str, Any] = kept.get(there.services, list(home.upstreams), home.settings.panel_ms / 1000)
    for service in there.services.silent:
        there.misses(service)
    return document


@pages.get("/openapi.json")
@tokens_only
def openapi() -> Response:
    """The document itself."""
    return settle(Response(orjson.dumps(merged()), content_type="application/json"), keep=True)


def _frame() -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Atrium",
            "version": RELEASE,
            "description": "Make a token at /account/tokens, or get one for a session with POST "
            "/api/accounts/v1/sessions, and send it as a bearer token. "
            "Without one you are a visitor. What adds something asks for an Idempotency-Key, what changes something "
            "for the ETag that was read, in If-Match. Errors are problems (RFC 9457).",
        },
        "servers": [{"url": "/"}],
        "tags": [],
        "paths": {path: dict(operations) for path, operations in OWN_PATHS.items()},
        "components": {"schemas": {}, "responses": {}, "securitySchemes": SECURITY},
    }


def _merge(document: dict[str, Any], service: str, part: dict[str, Any]) -> None:
    parts = part.get("components", {})
    for kind in ("schemas", "responses", "parameters"):
        there = document["components"].setdefault(kind, {})
        there |= {f"{service}.{name}": _renamed(value, service) for name, value in parts.get(kind, {}).items()}
    described = {tag["name"]: tag.get("description", "") for tag in part.get("tags", ())}
    used: dict[str, None] = {}
    for path, operations in part.get("paths", {}).items():
        if not path.startswith("/v1/"):
            continue
        merged = document["paths"].setdefault(f"/api/{service}{path}", {})
        for method, operation in operations.items():
            if isinstance(operation, dict) and operation.get("x-internal"):
                continue
            merged[method] = _renamed(operation, service)
            if isinstance(merged[method], dict):
                tags = merged[method].get("tags", [])
                used |= dict.fromkeys(tags)
                merged[method]["tags"] = [f"{service}: {tag}" for tag in tags]
    document["tags"] += [{"name": f"{service}: {tag}", "description": described.get(tag, "")} for tag in used]


def _renamed(value: Any, service: str) -> Any:
    """The same with references to `service`'s components under their new names."""
    if isinstance(value, list):
        return [_renamed(each, service) for each in value]
    if not isinstance(value, dict):
        return value
    made = {name: _renamed(each, service) for name, each in value.items()}
    reference = made.get("$ref")
    if isinstance(reference, str) and reference.startswith("#/components/"):
        head, _, name = reference.rpartition("/")
        made["$ref"] = f"{head}/{service}.{name}"
    return made
