"""The port to the bus: publish, receive and acknowledge; nothing more is asked of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from portalkit.events import Event


@dataclass(frozen=True, slots=True)
class Received:
    """What came in: the envelope as it travelled (it may be anything), and what the bus needs to acknowledge it."""

    body: bytes
    mark: Any


class Bus(Protocol):
    """At least once, to every service that listens: what `publish` returned from is never lost."""

    def publish(self, events: Sequence[Event]) -> None:
        """Hand over `events`; when this returns they are durable. Raises OSError when the bus does not answer."""

    def receive(self, most: int = 200) -> list[Received]:
        """What has arrived for this service and is not yet acknowledged, oldest first. Does not wait."""

    def acknowledge(self, received: Sequence[Received]) -> None:
        """Say that all of `received` is kept; it will not come again."""

    def close(self) -> None:
        """Let go of the connection."""
