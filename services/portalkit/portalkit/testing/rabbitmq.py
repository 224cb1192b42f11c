"""A virtual host of a real RabbitMQ for one test, made and removed over the management API."""

import base64
import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from portalkit.bus_rabbitmq_definitions import topology
from portalkit.ids import new_id
from portalkit.testing.servers import server


class Broker:
    """The management API of the broker under test, and one virtual host in it."""

    def __init__(self, amqp: str, management: str, vhost: str) -> None:
        self._amqp, self._management = urllib.parse.urlsplit(amqp), urllib.parse.urlsplit(management)
        self.management, self.vhost = management, vhost

    def url(self, user: str = "", password: str = "") -> str:
        """The AMQP address of the virtual host, as the administrator or as somebody else."""
        at = self._amqp.netloc.rpartition("@")[2]
        who = f"{user}:{password}" if user else self._amqp.netloc.rpartition("@")[0]
        return f"{self._amqp.scheme}://{who}@{at}/{self.vhost}"

    @property
    def address(self) -> tuple[str, int]:
        """Where the broker listens."""
        return self._amqp.hostname or "127.0.0.1", self._amqp.port or 5672

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """One call of the API. Raises HTTPError."""
        account = f"{self._management.username}:{self._management.password}".encode()
        request = urllib.request.Request(
            f"http://{self._management.hostname}:{self._management.port}/api/{path}",
            json.dumps(body).encode() if body is not None else None,
            {"Content-Type": "application/json", "Authorization": f"Basic {base64.b64encode(account).decode()}"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def make(self) -> None:
        """Make the virtual host, empty; the administrator may do everything in it."""
        self.ask("PUT", f"vhosts/{self.vhost}", {})
        everything = {"configure": ".*", "write": ".*", "read": ".*"}
        self.ask("PUT", f"permissions/{self.vhost}/{self._management.username}", everything)

    def define(self, listens: Mapping[str, Sequence[str]], unconsumed: Sequence[str] = ()) -> None:
        """Load the definitions of services into it."""
        self.ask("POST", f"definitions/{self.vhost}", topology(listens, unconsumed, self.vhost))

    def remove(self) -> None:
        """Remove the virtual host and all that is in it."""
        self.ask("DELETE", f"vhosts/{self.vhost}")

    def messages(self, queue: str) -> int:
        """How many messages are in a queue; they stay there. Counted by taking them, as its own figure comes late."""
        wanted = {"count": 100_000, "ackmode": "ack_requeue_true", "encoding": "auto", "truncate": 1}
        return len(self.ask("POST", f"queues/{self.vhost}/{queue}/get", wanted))


def fresh_broker() -> Broker:
    """A virtual host that nobody else has; `make` makes it."""
    return Broker(server("rabbitmq"), server("rabbitmq_management"), f"test-{new_id()}")


@contextmanager
def broker() -> Iterator[Broker]:
    """A virtual host of its own for the time of a test."""
    made = fresh_broker()
    made.make()
    try:
        yield made
    finally:
        made.remove()
