"""RabbitMQ as the bus: one topic exchange, a durable queue for each service, confirmed batches.

Both connections live on a thread of their own, so heartbeats are answered while a handler works, what arrives rings at
once, and whoever calls waits for PATIENCE seconds at most.
"""

import threading
from collections.abc import Callable, Sequence

from portalkit.bus import NotTaken, Received
from portalkit.bus_rabbitmq_line import Line, LoopThread
from portalkit.bus_rabbitmq_publishing import Batch, Publishing
from portalkit.bus_rabbitmq_receiving import Receiving
from portalkit.events import Event

PATIENCE = 10.0  # seconds that the broker has for an answer
Message = tuple[str, str, bytes]


class RabbitBus:
    """One service's end of the bus at `url` (amqp:// or amqps://). `ring` is called when something has arrived.

    Nothing is opened before it is needed, and nothing is given up for good: until there is a broker `publish` says so
    at once, and `receive` finds nothing.
    """

    def __init__(
        self, url: str, service: str, patterns: Sequence[str] = (), ring: Callable[[], None] = lambda: None
    ) -> None:
        self._thread = LoopThread(f"{service}-bus")
        self._publishing = Publishing(self._thread.loop, url, f"{service} publishes")
        self._receiving = Receiving(self._thread.loop, url, service, patterns, ring) if patterns else None
        self._lines: list[Line] = [self._publishing, *([self._receiving] if self._receiving else [])]
        self._started, self._lock, self._turn = False, threading.Lock(), threading.Lock()

    def publish(self, events: Sequence[Event]) -> None:
        """Send `events` in one batch; all are confirmed when this returns. Raises NotTaken, OSError."""
        self._start()
        messages = [(event.id, event.type, event.to_json()) for event in events]
        with self._turn:
            refused = self._send(messages)
        if refused:
            raise NotTaken(refused)

    def receive(self, most: int = 200) -> list[Received]:
        """What has arrived and is not acknowledged."""
        self._start()
        return self._receiving.take(most) if self._receiving else []

    def acknowledge(self, received: Sequence[Received]) -> None:
        """Tell the broker that `received` is kept; if that gets lost, it sends them again."""
        tell = self._receiving.keep(received) if self._receiving else None
        if tell is not None:
            self._thread.call(tell)

    def forget(self, persons: Sequence[str]) -> bool:
        """Nothing stays with a broker that somebody has taken in; what nobody wants names nobody."""
        return True

    def close(self) -> None:
        """Say goodbye to the broker, for a moment at most."""
        with self._lock:
            if not self._started:
                self._thread.loop.close()
            elif self._thread.is_alive():
                self._thread.end(self._lines, seconds=2)

    def _start(self) -> None:
        with self._lock:
            if not self._started:
                self._started = True
                self._thread.start()
                for line in self._lines:
                    self._thread.call(line.connect)

    def _send(self, messages: Sequence[Message]) -> dict[str, str]:
        """Those the broker refuses, with its reasons."""
        batch = self._answered(messages)
        if not batch.fault:
            return batch.refused
        if not batch.asked_too_much:
            raise OSError(f"the bus does not answer: {batch.fault}")
        if len(batch.open) == 1 or "NOT_FOUND" in batch.fault:
            return batch.refused | dict.fromkeys(batch.open, batch.fault)
        return batch.refused | self._send_singly([each for each in messages if each[0] in set(batch.open)])

    def _send_singly(self, messages: Sequence[Message]) -> dict[str, str]:
        """The broker closed the channel over one of them and dropped the rest: find out over which."""
        refused: dict[str, str] = {}
        for message in messages:
            refused |= self._send([message])
        return refused

    def _answered(self, messages: Sequence[Message]) -> Batch:
        batch = Batch(messages)
        self._thread.call(lambda: self._publishing.send(batch))
        if not batch.done.wait(PATIENCE):
            reason = f"no confirm within {PATIENCE:.0f} s"
            self._thread.call(lambda: self._publishing.drop(reason))
            raise OSError(f"the bus does not answer: {reason}")
        return batch
