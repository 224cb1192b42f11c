"""Asking servers of others, at addresses that people wrote: never one within the own network.

What counts is the address that is connected to, not the name it was found under: it is looked up once, judged, and
connected to as it is, so that a name which leads elsewhere the second time leads nowhere. Redirects are not followed;
whoever follows them asks anew, and is held to the same. No proxy of the environment, no cookies, no body of theirs.
"""

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util import Url, parse_url

NO_HOST, NO_ANSWER, NO_TLS = "no-host", "no-answer", "no-tls"
SECONDS = 10.0  # for all of one question
ONE_CONNECT = 5.0  # seconds for one of a name's addresses
# Not everybody's, although they look so: protocol assignments (some clouds' metadata among them), and Azure's host.
MORE_OF_OUR_OWN = tuple(map(ip_network, ("192.0.0.0/24", "168.63.129.16/32")))
GLOBAL_UNICAST, NAT64 = ip_network("2000::/3"), ip_network("64:ff9b::/96")


class NotAllowed(Exception):
    """The portal does not ask this address: it says why."""


class Silent(Exception):
    """Nobody answered; `why` is one of NO_HOST, NO_ANSWER, NO_TLS."""

    def __init__(self, why: str, detail: str) -> None:
        super().__init__(detail)
        self.why = why


class Networks:
    """Networks as a setting names them: `10.0.0.0/8, fd00::/8`. Raises ValueError."""

    def __init__(self, text: str) -> None:
        self._all = tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())

    def __contains__(self, one: IPv4Address | IPv6Address) -> bool:
        return any(one in each for each in self._all if each.version == one.version)


class Ports(frozenset[int]):
    """Ports as a setting names them: `80, 443`. Raises ValueError."""

    def __new__(cls, text: str) -> "Ports":
        """Read them."""
        return super().__new__(cls, (int(part) for part in text.split(",") if part.strip()))


def is_public(address: str) -> bool:
    """Whether a numeric address is somebody's on the internet: what it embeds of another kind counts too."""
    one = ip_address(address)
    if isinstance(one, IPv6Address):
        inner = one.ipv4_mapped or (IPv4Address(int(one) & 0xFFFFFFFF) if one in NAT64 else None)
        if inner is not None:
            return is_public(str(inner))
        teredo = one.teredo or ()
        if one not in GLOBAL_UNICAST or not all(is_public(str(each)) for each in (one.sixtofour, *teredo) if each):
            return False
    mine = any(one in each for each in MORE_OF_OUR_OWN if each.version == one.version)
    return one.is_global and not one.is_multicast and not one.is_reserved and not mine


@dataclass(frozen=True, slots=True)
class Answered:
    """What a server said first: its status, and its headers under small names."""

    status: int
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Outside:
    """Asks one address at a time, as `agent`. `allowed` are networks of our own that may be asked all the same."""

    agent: str
    ports: frozenset[int] = frozenset((80, 443))
    allowed: Networks = field(default_factory=lambda: Networks(""))
    seconds: float = SECONDS
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def ask(
        self, method: str, address: str, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Answered:
        """The status and headers that are answered; their body is not read. Raises NotAllowed, Silent."""
        url = self.checked(address)
        sent = {"User-Agent": self.agent, "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
        connection = self._connection(url)
        try:
            with _ended_after(self.seconds, connection):
                all_headers = sent | dict(headers or {})
                connection.request(method, url.request_uri, body=body, headers=all_headers, preload_content=False)
                answer = connection.getresponse()
                return Answered(answer.status, {name.lower(): value for name, value in answer.headers.items()})
        except ssl.SSLError as fault:
            raise Silent(NO_TLS, str(fault)) from fault
        except (OSError, HTTPException, HTTPError, ValueError) as fault:
            raise Silent(NO_ANSWER, str(fault)) from fault
        finally:
            connection.close()

    def checked(self, address: str) -> Url:
        """The address in its parts, if it could be asked wherever its name leads. Raises NotAllowed."""
        try:
            url = parse_url(address)
        except HTTPError as fault:
            raise NotAllowed("it is no address") from fault
        if url.scheme not in ("http", "https") or not url.host:
            raise NotAllowed("it is not http or https")
        if url.auth is not None:
            raise NotAllowed("it has a user or password in it")
        if _port(url) not in self.ports:
            raise NotAllowed("it names another port")
        return url

    def connect(self, host: str, port: int, seconds: float) -> socket.socket:
        """A connection to one of the addresses of `host` that may be asked. Raises NotAllowed, Silent, OSError."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as fault:
            raise Silent(NO_HOST, str(fault)) from fault
        places = [(family, place) for family, _, _, _, place in found if self._may_be_asked(str(place[0]))]
        if not places:
            raise NotAllowed("it leads into a network that is nobody else's")
        last: OSError | None = None
        for family, place in places:
            made = socket.socket(family, socket.SOCK_STREAM)
            made.settimeout(min(seconds, ONE_CONNECT))
            try:
                made.connect(place)
            except OSError as fault:
                made.close()
                last = fault
            else:
                made.settimeout(seconds)
                return made
        assert last is not None
        raise last

    def _may_be_asked(self, address: str) -> bool:
        return is_public(address) or ip_address(address) in self.allowed

    def _connection(self, url: Url) -> HTTPConnection:
        host = str(url.host).strip("[]")
        if url.scheme == "https":
            return _Secure(self, host, _port(url), timeout=self.seconds, ssl_context=self.tls)
        return _Plain(self, host, _port(url), timeout=self.seconds)


class _Plain(HTTPConnection):
    def __init__(self, outside: Outside, *place: Any, **more: Any) -> None:
        super().__init__(*place, **more)
        self._outside, self._seconds, self.line = outside, more["timeout"], _Line()

    def _new_conn(self) -> socket.socket:
        made = self._outside.connect(self._dns_host, self.port, self._seconds)
        self.line.hold(made)
        return made


class _Secure(_Plain, HTTPSConnection):
    pass


class _Line:
    """A second hold of a connection's socket, to end it from another thread whatever has been wrapped around it."""

    def __init__(self) -> None:
        self._held: socket.socket | None = None
        self._lock, self.is_over = threading.Lock(), False

    def hold(self, made: socket.socket) -> None:
        with self._lock:
            self._held = made.dup()
            if self.is_over:
                _shut(self._held)

    def end(self) -> None:
        with self._lock:
            self.is_over = True
            if self._held is not None:
                _shut(self._held)

    def let_go(self) -> None:
        with self._lock:
            if self._held is not None:
                self._held.close()
            self._held = None


def _shut(line: socket.socket) -> None:
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # the other side was faster


@contextmanager
def _ended_after(seconds: float, connection: Any) -> Iterator[None]:
    """A server that says a letter a second holds nobody longer: timeouts of sockets are for each letter."""
    timer = threading.Timer(seconds, connection.line.end)
    timer.daemon = True
    timer.start()
    try:
        yield
        if connection.line.is_over:  # what was cut off can look like the end of the headers
            raise TimeoutError("the time is over")
    finally:
        timer.cancel()
        connection.line.let_go()


def _port(url: Url) -> int:
    return url.port or (443 if url.scheme == "https" else 80)
