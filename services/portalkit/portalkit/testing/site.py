"""Somebody else's site for tests, on a free port of this machine: it answers as it is told to, and keeps what came."""

import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from portalkit.testing.certificates import Certified

Planned = tuple[int, Mapping[str, str]]
ENDLESS = 0  # a status: headers that come a letter at a time until somebody hangs up


@dataclass
class Site:
    """Listens within a `with` block. `plans` are answers by method and path, or by path; without one it is 404."""

    certified: Certified | None = None
    plans: dict[str, Planned] = field(default_factory=dict)
    asked: list[tuple[str, str, Mapping[str, str]]] = field(default_factory=list)

    def plan(self, path: str, status: int, **headers: str) -> str:
        """Answer so from now on; the address. `path` may begin with a method. Headers write `_` for `-`."""
        self.plans[path] = (status, {name.replace("_", "-"): value for name, value in headers.items()})
        return self.at(path.split(" ")[-1])

    def at(self, path: str) -> str:
        """The address of a path here."""
        return f"{'https' if self.certified else 'http'}://127.0.0.1:{self.port}{path}"

    def methods(self, path: str) -> list[str]:
        """How a path was asked for, in this order."""
        return [method for method, asked, _ in self.asked if asked == path]

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_port
        if self.certified:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(self.certified.certificate, self.certified.key)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                site.asked.append((self.command, self.path, dict(self.headers)))
                told = site.plans.get(f"{self.command} {self.path}") or site.plans.get(self.path) or (404, {})
                if told[0] == ENDLESS:
                    return self.go_on()
                self.send_response(told[0])
                for name, value in told[1].items():
                    self.send_header(name, value)
                self.end_headers()

            def go_on(self) -> None:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
                pause = threading.Event()
                try:
                    while not pause.wait(0.02):
                        self.wfile.write(b"x")
                except OSError:
                    self.close_connection = True

            def log_message(self, *told: Any) -> None:
                """Tests read `asked`."""

            do_GET = do_HEAD = answer

        return Handler
