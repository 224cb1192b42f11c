"""The doors of a portal through which somebody can ask: a service's own, the pages, and the public API."""

import time
from typing import Protocol

from werkzeug.test import TestResponse

from leaks.world import World
from portalkit.ids import new_id
from portalkit.tokens import mint

KEPT = 30.0  # seconds: how long a token is used
REQUEST = {"X-Request-ID": "leaktest"}


class Door(Protocol):
    """A way in. `body` is what the door takes; `headers` come with underscores for dashes."""

    def __init__(self, world: World) -> None: ...

    def send(self, who: str, method: str, path: str, body: str = "", **headers: str) -> TestResponse:
        """Ask as somebody."""


class ServiceDoor:
    """A service's own port, where only the gateway comes, speaking for this person."""

    def __init__(self, world: World, service: str) -> None:
        self._world, self._service = world, service
        self._client = world.portal.apps[service].test_client(use_cookies=False)
        self._tokens: dict[str, tuple[str, float]] = {}

    def send(self, who: str, method: str, path: str, body: str = "", **headers: str) -> TestResponse:
        """`body` is JSON; a change names whatever version there is."""
        token, until = self._tokens.get(who, ("", 0.0))
        if until < time.monotonic():
            token = mint(self._world.portal.key, self._service, self._world.viewer(who))
            self._tokens[who] = (token, time.monotonic() + KEPT)
        sent = _json(method, body) | REQUEST | _dashed(headers) | {"Authorization": f"Bearer {token}"}
        return self._client.open(path, method=method, headers=sent, data=body or None)


class ApiDoor:
    """`/api/<service>`, for programs."""

    def __init__(self, world: World, service: str) -> None:
        self._world, self._service = world, service
        self._client = world.portal.gateway.test_client(use_cookies=False)

    def send(self, who: str, method: str, path: str, body: str = "", **headers: str) -> TestResponse:
        """`body` is JSON; a change names whatever version there is."""
        sent = _json(method, body) | REQUEST | _dashed(headers)
        if who != "visitor":
            sent["Authorization"] = f"Bearer {self._secret(who)}"
        place = {"base_url": self._world.portal.origin, "method": method}
        return self._client.open(f"/api/{self._service}{path}", headers=sent, data=body or None, **place)

    def _secret(self, who: str) -> str:
        return self._world.session(who)


class TokenDoor(ApiDoor):
    """The same for a program whose token was made for it."""

    def __init__(self, world: World, service: str) -> None:
        super().__init__(world, service)
        self._kept: dict[str, str] = {}

    def _secret(self, who: str) -> str:
        if who not in self._kept:
            self._kept[who] = self._world.token(who)
        return self._kept[who]


class PagesDoor:
    """The pages, for browsers."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._client = world.portal.gateway.test_client(use_cookies=False)
        self._csrf: dict[str, str] = {}

    def send(self, who: str, method: str, path: str, body: str = "", **headers: str) -> TestResponse:
        """`body` is a form as it is sent, without the token that all forms of a session carry."""
        sent = REQUEST | _dashed(headers)
        if who != "visitor":
            sent["Cookie"] = f"session={self._world.session(who)}"
        if method != "GET":
            own = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
            sent, body = sent | own, f"{body}&csrf={self._token(who)}&form_key={new_id()}"
        place = {"base_url": self._world.portal.origin, "method": method}
        return self._client.open(path, headers=sent, data=body or None, **place)

    def _token(self, who: str) -> str:
        if who not in self._csrf and who != "visitor":
            page = self.send(who, "GET", "/account").get_data(as_text=True)
            self._csrf[who] = page.partition('name="csrf" value="')[2].partition('"')[0]
        return self._csrf.get(who, "")


def _json(method: str, body: str) -> dict[str, str]:
    kind = {"Content-Type": "application/json"} if body else {}
    return kind if method == "GET" else kind | {"Idempotency-Key": new_id(), "If-Match": "*"}


def _dashed(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
