"""The port to the bus: publish, receive and acknowledge; nothing more is asked of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from portalkit.events import Event


@dataclass(frozen=True, slots=True)
class Received:
    """What came in: the envelope as it travelled (it may be anything), and what the bus needs to acknowledge it."""

    body: bytes
    mark: Any


class NotTaken(OSError):
    """The bus refuses some of a batch: `reasons` by the event's id. It has all the others, durably."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(f"{len(reasons)} not taken: {next(iter(reasons.values()), '')}")
        self.reasons = dict(reasons)


class Bus(Protocol):
    """At least once, to every service that listens: what `publish` returned from is never lost."""

    def publish(self, events: Sequence[Event]) -> None:
        """Hand over `events`; when this returns they are durable, and on their way to everybody who listens.

        Raises NotTaken when that is true of all but some, which nobody would receive or which the bus refuses, and
        OSError when the bus does not answer: then nothing is known of any of them.
        """

    def receive(self, most: int = 200) -> list[Received]:
        """What has arrived for this service and is not yet acknowledged, oldest first. Does not wait."""

    def acknowledge(self, received: Sequence[Received]) -> None:
        """Say that all of `received`, and what came before it, is kept; it will not come again."""

    def forget(self, persons: Sequence[str]) -> bool:
        """Empty the personal part of whatever is kept of these; False: not yet, try again later."""

    def close(self) -> None:
        """Let go of the connection."""
