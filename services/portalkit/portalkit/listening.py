"""A bell that also hears commits on other machines, through PostgreSQL's LISTEN."""

import select
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import structlog

from portalkit.wake import Bell

log = structlog.get_logger(__name__)
CHANNEL = "work"
AGAIN = 5.0  # seconds between two tries to connect


class ListeningBell(Bell):
    """A bell with a connection of its own. While there is none, it hears what rings on this machine."""

    def __init__(self, folder: Path, name: str, url: str) -> None:
        super().__init__(folder, name)
        self._url, self._try_at = url.replace("+psycopg", "", 1), 0.0
        self._connection: psycopg.Connection[Any] | None = None

    def wait(self, seconds: float) -> bool:
        """Wait for a ring or a commit, at most `seconds`. Whether there was one."""
        if self._connection is None and self._connect():
            return True  # what was committed before it listened rang unheard
        rung = super().wait(seconds)
        if self._connection is not None and not is_quiet(self._connection.pgconn):
            self._hear(self._connection)
        return rung

    def _also(self) -> Sequence[Any]:
        return [self._connection] if self._connection is not None else []

    def close(self) -> None:
        """Take the bell down."""
        super().close()
        self._hang_up()

    def _connect(self) -> bool:
        if time.monotonic() < self._try_at:
            return False
        self._try_at = time.monotonic() + AGAIN
        try:
            self._connection = psycopg.connect(self._url, autocommit=True, connect_timeout=2, keepalives_idle=5)
            self._connection.execute(f"LISTEN {CHANNEL}")
        except psycopg.Error as fault:
            log.warning("not-listening", exc_info=fault)
            self._hang_up()
        return self._connection is not None

    def _hear(self, connection: "psycopg.Connection[Any]") -> None:
        """Take what has arrived off the wire. A server that is gone is connected to again."""
        try:
            for _ in connection.notifies(timeout=0):
                pass
        except psycopg.Error:
            self._hang_up()

    def _hang_up(self) -> None:
        if self._connection is not None:
            with suppress(psycopg.Error):
                self._connection.close()
            self._connection = None


def is_quiet(connection: Any) -> bool:
    """Whether nothing waits to be read from a connection of libpq: no word of the server, and no end."""
    poll = select.poll()
    poll.register(connection.socket, select.POLLIN)
    return not poll.poll(0)
