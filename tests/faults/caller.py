"""A program that speaks to the portal's public API, over one kept-alive connection."""

import json
import select
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any

PATIENCE = 10.0


@dataclass(frozen=True)
class Answer:
    """What came back; no status when nothing did."""

    status: int | None = None
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)


class Caller:
    """Calls the portal at `port`. `token` is that of a session; without one the caller is a visitor."""

    def __init__(self, port: int, token: str = "", patience: float = PATIENCE) -> None:
        self._port, self._token = port, token
        self._connection = HTTPConnection("127.0.0.1", port, timeout=patience)

    def call(self, method: str, path: str, body: Any = None, key: str = "", **headers: str) -> Answer:
        """Ask once. `key` is the Idempotency-Key; `headers` are written with underscores for dashes."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent |= {"Authorization": f"Bearer {self._token}"} if self._token else {}
        sent |= {"Idempotency-Key": key} if key else {}
        if body is not None and not isinstance(body, bytes):
            body, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
        return self._ask(method, path, body, sent)

    def post(self, path: str, body: Any, key: str = "", **headers: str) -> Answer:
        """POST `body` as JSON."""
        return self.call("POST", path, body, key, **headers)

    def get(self, path: str, **headers: str) -> Answer:
        """GET a path."""
        return self.call("GET", path, **headers)

    def submit(self, path: str, form: bytes) -> Answer:
        """Send a form as a browser without a session does."""
        own = {"Origin": f"http://127.0.0.1:{self._port}", "Sec-Fetch-Site": "same-origin"}
        return self._ask("POST", path, form, own | {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        if self._hung_up():
            self.close()
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
            found = answer.read()
            return Answer(answer.status, found, {name.lower(): value for name, value in answer.getheaders()})
        except (OSError, HTTPException):
            self.close()
            return Answer()

    def _hung_up(self) -> bool:
        """Whether the other side has closed the connection since the last answer: what we sent would reach nobody."""
        sock = self._connection.sock
        return sock is not None and bool(select.select([sock], [], [], 0)[0])

    @property
    def client_port(self) -> int:
        """Our end of the connection, once something was asked."""
        return int(self._connection.sock.getsockname()[1])

    def close(self) -> None:
        """Hang up."""
        self._connection.close()
