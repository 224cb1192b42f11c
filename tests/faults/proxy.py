"""What can stand between the gateway and a service, and misbehave: a TCP proxy that looks at each request alone."""

import asyncio
import socket
import struct
import threading
import time
from collections.abc import Awaitable, Callable
from contextlib import contextmanager, suppress
from typing import Any

JSON_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
Behaviour = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def hangs(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Takes the request and never answers."""
    await reader.read()


async def drips(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answers at once, with a byte a second."""
    writer.write(JSON_HEAD + b"Content-Length: 500\r\n\r\n")
    for _ in range(500):
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(1)


async def resets(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Sends half of a body, then resets the connection."""
    writer.write(JSON_HEAD + b'Content-Length: 500\r\n\r\n{"items": [')
    await writer.drain()
    linger = struct.pack("ii", 1, 0)  # closing then sends a reset
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    writer.transport.abort()


async def talks_html(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Says 200 with a page that somebody in between has made."""
    page = b"<!doctype html><title>Welcome to our network</title>"
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(page), page))
    await writer.drain()


async def talks_nonsense(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Sends what is not HTTP."""
    writer.write(b"\x00\x01\x02 hello\r\n\r\n")
    await writer.drain()


async def never_ends(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Sends a body without an end, as fast as it is taken."""
    writer.write(JSON_HEAD + b"\r\n")
    while True:
        writer.write(b" " * 65_536)
        await writer.drain()


BEHAVIOURS: dict[str, Behaviour] = {
    each.__name__: each for each in (hangs, drips, resets, talks_html, talks_nonsense, never_ends)
}


class Proxy:
    """Listens on `port` of this machine and passes all on to `target`, until it is told to misbehave."""

    def __init__(self, port: int, target: int) -> None:
        self._port, self._target = port, target
        self._behaviour: Behaviour | None = None
        self.arrivals: list[float] = []  # when each request came that was treated badly
        self._loop = asyncio.new_event_loop()
        self._listens = threading.Event()
        self._thread = threading.Thread(target=self._run, name="proxy", daemon=True)
        self._thread.start()
        assert self._listens.wait(5), f"port {port} cannot be had"

    @contextmanager
    def doing(self, name: str) -> Any:
        """Treat every request that comes inside so."""
        self._behaviour, self.arrivals = BEHAVIOURS[name], []
        try:
            yield
        finally:
            self._behaviour = None

    def close(self) -> None:
        """Hang up on everybody."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", self._port))
        self._listens.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.CancelledError):
            await self._requests(reader, writer)
        with suppress(OSError):
            writer.close()

    async def _requests(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        beyond, back = None, None
        try:
            while request := await reader.read(1_000_000):  # the gateway sends a request in one piece
                behaviour = self._behaviour
                if behaviour is not None:
                    self.arrivals.append(time.monotonic())
                    return await behaviour(reader, writer)
                if beyond is None:
                    answers, beyond = await asyncio.open_connection("127.0.0.1", self._target)
                    back = asyncio.ensure_future(_pass_on(answers, writer))
                beyond.write(request)
                await beyond.drain()
        finally:
            if back is not None and beyond is not None:
                back.cancel()
                beyond.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await reader.read(65_536):
            writer.write(piece)
            await writer.drain()
        writer.close()
