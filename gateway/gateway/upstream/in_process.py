"""A service in the same process: its WSGI app is called on the caller's thread, with an environ written by hand."""

import sys
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

import structlog

from gateway.upstream.port import Answer, Call, Unanswered

log = structlog.get_logger(__name__)
WSGIApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class InProcess:
    """Calls cost no socket; they end when the service's own limits (busy timeout, deadline) end them."""

    parallel = False

    def __init__(self, service: str, app: WSGIApp) -> None:
        self._service, self._app = service, app
        self._names: dict[str, str] = {"Content-Type": "CONTENT_TYPE"}

    def call(self, call: Call) -> Answer:
        """Call the app and read its answer to the end."""
        told: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], fault: Any = None) -> None:
            told[:] = (status, headers)

        try:
            pieces = self._app(self._environ(call), start)
            try:
                body = b"".join(pieces)
            finally:
                if hasattr(pieces, "close"):
                    pieces.close()
        except Exception as fault:
            log.error("service-raised", service=self._service, exc_info=fault)
            raise Unanswered(self._service, "it raised an exception") from fault
        status, headers = told
        return Answer(int(status[:3]), {name.lower(): value for name, value in headers}, body)

    def _environ(self, call: Call) -> dict[str, Any]:
        path = call.path
        if "%" in path:
            path = unquote_to_bytes(path).decode("latin-1")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": call.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": call.query,
            "SERVER_NAME": self._service,
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self._service,
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_LENGTH": str(call.length if call.source else len(call.body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": call.source or BytesIO(call.body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        for name, value in call.headers:
            environ[self._names.get(name) or self._name(name)] = value
        return environ

    def _name(self, header: str) -> str:
        name = f"HTTP_{header.upper().replace('-', '_')}"
        self._names[header] = name
        return name
