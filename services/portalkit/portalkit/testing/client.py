"""A caller of a service's app, with tokens as the gateway would mint them."""

from typing import Any, BinaryIO

from flask import Flask
from werkzeug.test import TestResponse

from portalkit.ids import new_id
from portalkit.testing.kit import KEY
from portalkit.tokens import mint
from portalkit.viewer import VISITOR, Viewer

GATEWAY = Viewer(id="gateway", kind="gateway", audiences=frozenset())


class Client:
    """Calls one service's app. `viewer=None` sends no token at all."""

    def __init__(self, app: Flask, service: str) -> None:
        self._client, self._service = app.test_client(use_cookies=False), service

    def get(self, path: str, viewer: Viewer | None = VISITOR, **headers: str) -> TestResponse:
        """A GET; `headers` with underscores for dashes."""
        return self._call("GET", path, viewer, None, headers)

    def post(self, path: str, body: Any = None, viewer: Viewer | None = VISITOR, **headers: str) -> TestResponse:
        """A POST of JSON, with a new Idempotency-Key unless one is given."""
        headers.setdefault("Idempotency_Key", new_id())
        return self._call("POST", path, viewer, body, headers)

    def patch(
        self,
        path: str,
        body: Any,
        viewer: Viewer | None = VISITOR,
        version: int | None = None,
        **headers: str,
    ) -> TestResponse:
        """A PATCH of JSON over `version`."""
        if version is not None:
            headers["If_Match"] = f'"{version}"'
        return self._call("PATCH", path, viewer, body, headers)

    def put(self, path: str, body: Any, viewer: Viewer | None = VISITOR, **headers: str) -> TestResponse:
        """A PUT of JSON."""
        return self._call("PUT", path, viewer, body, headers)

    def delete(self, path: str, viewer: Viewer | None = VISITOR, **headers: str) -> TestResponse:
        """A DELETE."""
        return self._call("DELETE", path, viewer, None, headers)

    def upload(self, path: str, content: bytes | BinaryIO, viewer: Viewer | None = VISITOR) -> TestResponse:
        """A POST of a file as it is."""
        sent = {"Content-Type": "application/octet-stream"}
        if viewer is not None:
            sent["Authorization"] = f"Bearer {mint(KEY, self._service, viewer)}"
        return self._client.post(path, headers=sent, data=content)

    def _call(self, method: str, path: str, viewer: Viewer | None, body: Any, headers: dict[str, str]) -> TestResponse:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if viewer is not None:
            sent["Authorization"] = f"Bearer {mint(KEY, self._service, viewer)}"
        more = {} if body is None else {"json": body}
        return self._client.open(path, method=method, headers=sent, **more)
