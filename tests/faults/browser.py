"""Somebody at the portal: one kept-alive connection, so that it is known which API process will answer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

from faults import proc
from faults.house import House

PASSWORD = "a bench for slow water"
PATIENCE = 20.0
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Form:
    """What a browser sends when somebody presses a button; sent again it is the same, its form_key included."""

    path: str
    fields: Mapping[str, str]


class Line:
    """A connection that has been used once, so its API process and that one's request threads are there."""

    def __init__(self, house: House, cookie: str = "", first: str = "/register") -> None:
        self._house, self._cookie, self._csrf = house, cookie, ""
        self._connection = HTTPConnection("127.0.0.1", house.port, timeout=PATIENCE)
        self.status, self.page = self._ask("GET", first)
        assert self.status == 200, f"{first}: {self.status}"
        found = proc.holder(house.api_processes(), house.port, self._connection.sock.getsockname()[1])
        assert found is not None, "no API process holds this connection"
        self.api_process = found

    def request_threads(self) -> list[int]:
        """The threads of the API process that answer requests: all but the one that takes connections."""
        return proc.others(self.api_process)

    def send(self, form: Form) -> int | None:
        """The status of the answer, or None when there was none."""
        if token := re.search(r'name="csrf" value="([^"]*)"', self.page):
            self._csrf = token[1]
        fields = dict(form.fields) | {"csrf": self._csrf}
        try:
            status, self.page = self._ask("POST", form.path, urlencode(fields))
        except (OSError, HTTPException):
            return None
        return status

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        headers = {"Origin": self._house.origin, "Sec-Fetch-Site": "same-origin", "Cookie": self._cookie}
        self._connection.request(method, path, body, headers | ({"Content-Type": FORM} if body else {}))
        answer = self._connection.getresponse()
        text = answer.read().decode()
        self.cookies = [value.partition(";")[0] for name, value in answer.getheaders() if name == "Set-Cookie"]
        return answer.status, text

    def close(self) -> None:
        """Hang up."""
        self._connection.close()


class Person:
    """Somebody with an account, who has signed in once and stays so; or a visitor."""

    def __init__(self, house: House, email: str | None = None) -> None:
        self._house, self._cookie = house, ""
        if email is not None:
            line = Line(house, first="/signin")
            status = line.send(Form("/signin", {"email": email, "password": PASSWORD, "next": "/"}))
            assert status == 303, f"{email} could not sign in: {status}"
            self._cookie = "; ".join(line.cookies)
            line.close()

    def line(self) -> Line:
        """A new connection of theirs."""
        return Line(self._house, self._cookie, "/account" if self._cookie else "/register")
