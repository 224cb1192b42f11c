"""Little servers that misbehave, one connection a thread; no HTTP library, so that each byte is ours."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Behaviour = Callable[[socket.socket], None]
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"


@contextmanager
def serving(behave: Behaviour) -> Iterator[str]:
    """The address of a server that does `behave` with each connection."""
    listener = socket.create_server(("127.0.0.1", 0))

    def one(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            behave(connection)

    def loop() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=one, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=loop, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.close()


def answers(connection: socket.socket) -> None:
    """As it should be."""
    while connection.recv(65536):
        connection.sendall(OK + b"\r\n{}")


def hangs(connection: socket.socket) -> None:
    """Takes the request and says nothing."""
    time.sleep(5)


def drips(connection: socket.socket) -> None:
    """A byte now and then, from the first one on."""
    connection.recv(65536)
    for byte in OK + b"\r\n{}":
        connection.send(bytes([byte]))
        time.sleep(0.05)


def drips_its_body(connection: socket.socket) -> None:
    """The head at once, then a byte now and then."""
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n")
    for _ in range(500):
        connection.send(b"x")
        time.sleep(0.05)


def never_ends(connection: socket.socket) -> None:
    """A body without an end."""
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b"x" * 65536)


def breaks_off(connection: socket.socket) -> None:
    """Closes in the middle of the body."""
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nabc")


def talks_nonsense(connection: socket.socket) -> None:
    """Not HTTP at all."""
    connection.recv(65536)
    connection.sendall(b"\x00\x01\x02 hello\r\n\r\n")


def talks_html(connection: socket.socket) -> None:
    """All well, says somebody in between, with a page of their own."""
    while connection.recv(65536):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n<p>Hi</p>")


def fails(connection: socket.socket) -> None:
    """A server's error each time."""
    while connection.recv(65536):
        connection.sendall(b"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n")


class Recorder:
    """Answers, and keeps what it was asked."""

    def __init__(self, answer: bytes = OK + b"Set-Cookie: a=b\r\n\r\n{}") -> None:
        self.seen: list[bytes] = []
        self._answer = answer

    def __call__(self, connection: socket.socket) -> None:
        while got := connection.recv(65536):
            self.seen.append(got)
            connection.sendall(self._answer)


class FailsOnce:
    """Closes the first connection without an answer, then answers."""

    def __init__(self) -> None:
        self.connections = 0

    def __call__(self, connection: socket.socket) -> None:
        self.connections += 1
        if self.connections == 1:
            connection.recv(65536)
            return
        answers(connection)
