"""A connection to RabbitMQ that comes back by itself, and the one thread that all connections of a bus live on."""

import logging
import random
import threading
from collections.abc import Callable
from typing import Any

import pika
import structlog
from pika.adapters.select_connection import IOLoop

HEARTBEAT = 30  # seconds
SOCKET_TIMEOUT = 5
HANDSHAKE_TIMEOUT = 10
BLOCKED_TIMEOUT = 10  # pika's own default is to wait for ever
FIRST_WAIT, LONGEST_WAIT = 0.2, 5.0  # seconds between two tries to connect
log = structlog.get_logger(__name__)
logging.getLogger("pika").setLevel(logging.CRITICAL)  # it tells each failed try in seven lines; one is told here


def parameters(url: str, name: str) -> Any:
    """How to connect to `url`: nothing waits without an end. `name` is what the broker's operator sees."""
    made = pika.URLParameters(url)
    made.heartbeat, made.blocked_connection_timeout = HEARTBEAT, BLOCKED_TIMEOUT
    made.socket_timeout, made.stack_timeout = SOCKET_TIMEOUT, HANDSHAKE_TIMEOUT
    made.connection_attempts = 1  # trying again is done here, and outlasts a broker that is away for days
    made.client_properties = {"connection_name": name}
    return made


class Line:
    """One connection with one channel, opened anew whenever either is lost. Everything here runs on the loop's thread.

    Subclasses say what happens when the connection is there (`connected`), when its channel is open (`opened`), and
    when the channel is gone (`lost`).
    """

    def __init__(self, loop: Any, url: str, name: str) -> None:
        self._loop, self._parameters, self._name = loop, parameters(url, name), name
        self._connection: Any = None
        self.channel: Any = None
        self._wait, self._ending = FIRST_WAIT, False
        self.usable = False
        self.fault = ""  # why it is not usable; empty while there is good reason to expect that it soon will be

    def connected(self, connection: Any) -> None:
        """The connection is new; its channel is not there yet."""

    def opened(self, channel: Any) -> None:
        """The channel is open."""
        raise NotImplementedError

    def lost(self, reason: str, refused: bool) -> None:
        """The channel is gone; `refused` when the broker closed it because of what was asked on it."""
        raise NotImplementedError

    def connect(self) -> None:
        """Try to connect; whatever comes of it, somebody is called."""
        if self._ending:
            return
        try:
            self._connection = pika.SelectConnection(
                self._parameters,
                on_open_callback=self._connected,
                on_open_error_callback=self._failed,
                on_close_callback=self._failed,
                custom_ioloop=self._loop,
            )
        except Exception as fault:  # a certificate that cannot be read, say
            self._failed(None, fault)

    def drop(self, reason: str) -> None:
        """Give up a connection that does not answer, and make a new one."""
        old = self._connection
        if old is not None:
            self._failed(old, TimeoutError(reason))
            if old.is_open:
                old.close()  # ends when the other side answers, or by its heartbeat

    def close(self) -> None:
        """Say goodbye; nothing is opened again."""
        self._ending = True
        if self._connection is not None and self._connection.is_open:
            self._connection.close()

    @property
    def gone(self) -> bool:
        """Whether nothing is left to say goodbye to."""
        return self._connection is None or not self._connection.is_open and not self._connection.is_closing

    def ready(self) -> None:
        """The channel can be used for what it is for."""
        self._wait, self.fault, self.usable = FIRST_WAIT, "", True

    def reopen(self) -> None:
        """Open a channel on the connection there is, if there is one."""
        if self._connection is not None and self._connection.is_open and not self._ending:
            self._connection.channel(on_open_callback=self._channel_open)

    def later(self, what: Callable[[], None]) -> None:
        """Do `what` after a wait that doubles from time to time, with jitter so that not all come at once."""
        self._loop.call_later(self._wait * random.uniform(0.7, 1.0), what)  # noqa: S311
        self._wait = min(self._wait * 2, LONGEST_WAIT)

    def _connected(self, connection: Any) -> None:
        if connection is self._connection:
            self.connected(connection)
            self.reopen()

    def _channel_open(self, channel: Any) -> None:
        self.channel = channel
        channel.add_on_close_callback(self._channel_closed)
        self.opened(channel)

    def _channel_closed(self, channel: Any, fault: BaseException) -> None:
        if channel is self.channel and self._connection is not None and self._connection.is_open:
            self.channel, self.usable = None, False
            self.lost(reason_of(fault), refused=True)

    def _failed(self, connection: Any, fault: Any) -> None:
        if connection is not self._connection:
            return  # given up before
        self._connection = self.channel = None
        self.usable, self.fault = False, reason_of(fault)
        self.lost(self.fault, refused=False)
        if not self._ending:
            log.warning("bus-lost", connection=self._name, fault=self.fault)
            self.later(self.connect)


def reason_of(fault: Any) -> str:
    """What went wrong, in words: pika wraps the cause in faults whose own text says little."""
    for inner in (*getattr(fault, "exceptions", ()), getattr(fault, "exception", None), *fault.args):
        if isinstance(inner, BaseException):
            return reason_of(inner)
    return str(fault) or type(fault).__name__


class LoopThread(threading.Thread):
    """Runs the loop that a bus's lines live on, and outlasts faults of what is called there."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self.loop = IOLoop()
        self._ending = False

    def run(self) -> None:
        """Turn until `end`."""
        while not self._ending:
            try:
                self.loop.start()
            except Exception as fault:
                log.error("bus-step-failed", exc_info=fault)
        self.loop.close()

    def call(self, what: Callable[[], None]) -> None:
        """Have `what` called on the thread, soon."""
        self.loop.add_callback_threadsafe(what)

    def end(self, lines: list[Line], seconds: float) -> None:
        """Close `lines`, then stop; waits at most `seconds`."""

        def goodbye() -> None:
            for line in lines:
                line.close()
            look()

        def look() -> None:
            if self._ending or all(line.gone for line in lines):
                self._ending = True
                self.loop.stop()
            else:
                self.loop.call_later(0.01, look)

        self.call(goodbye)
        self.join(seconds)
        if self.is_alive():
            self._ending = True
            self.call(self.loop.stop)
            self.join(1)
