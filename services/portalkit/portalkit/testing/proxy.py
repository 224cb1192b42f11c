"""A TCP proxy that a test puts in front of a real server: it passes, hangs or refuses, as told."""

import socket
import threading
from contextlib import suppress


class Proxy:
    """Listens on `port` for a server at (host, port). Safe to switch at any time; connections end with the switch."""

    def __init__(self, host: str, port: int) -> None:
        self._target, self._open, self._hanging = (host, port), set[socket.socket](), threading.Event()
        self._listener: socket.socket | None = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._listen(self._listener)

    def passes(self) -> None:
        """Hand everything on."""
        self.refuses()
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._listen(self._listener)

    def hangs(self) -> None:
        """Take connections and what they send, and say nothing."""
        self.passes()
        self._hanging.set()

    def refuses(self) -> None:
        """Nobody listens."""
        self._hanging.clear()
        if self._listener is not None:
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._listener = None
        for each in list(self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _listen(self, listener: socket.socket) -> None:
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client = listener.accept()[0]
                self._open.add(client)
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError), socket.create_connection(self._target) as server:
            self._open.add(server)
            threading.Thread(target=self._pump, args=(server, client), daemon=True).start()
            self._pump(client, server)
            self._open.discard(server)
        self._open.discard(client)

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                if not self._hanging.is_set():
                    sink.sendall(data)
        with suppress(OSError):
            sink.shutdown(socket.SHUT_WR)
