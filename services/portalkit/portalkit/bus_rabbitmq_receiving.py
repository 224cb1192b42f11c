"""The receiving end of a bus on RabbitMQ: the service's own queue, a bounded number of messages ahead."""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from typing import Any

import structlog

from portalkit.bus import Received
from portalkit.bus_rabbitmq_line import Line
from portalkit.bus_rabbitmq_publishing import EXCHANGE

AHEAD = 200  # messages sent to us before the first of them is acknowledged
# A queue's arguments are part of its name, so to say: whoever declares it with others is refused.
QUEUE = {
    "x-queue-type": "quorum",
    # Written out, as its default differs between releases, and out of reach: a message beyond it is thrown away, while
    # how often an event is tried is counted in the inbox.
    "x-delivery-limit": 1_000_000,
    "x-overflow": "reject-publish",
}
log = structlog.get_logger(__name__)


def queue_of(service: str) -> str:
    """The name of a service's queue."""
    return f"{service}.inbox"


class Receiving(Line):
    """Keeps what has arrived until it is acknowledged; `ring` is called when there is something again."""

    def __init__(self, loop: Any, url: str, service: str, patterns: Sequence[str], ring: Callable[[], None]) -> None:
        super().__init__(loop, url, f"{service} receives")
        self._queue, self._patterns, self._ring = queue_of(service), sorted(set(patterns)), ring
        self._lock = threading.Lock()
        self._arrived: deque[Received] = deque()
        self._missing = False  # the queue is not there
        self._may_bind = True

    def take(self, most: int) -> list[Received]:
        """The first `most` of what has arrived and is not acknowledged. For any thread."""
        with self._lock:
            return list(islice(self._arrived, most))

    def keep(self, received: Sequence[Received]) -> Callable[[], None] | None:
        """Forget `received`; what to do on the loop's thread so that the broker does too. For any thread."""
        with self._lock:
            channel = self.channel
            tags = [tag for its_channel, tag in (item.mark for item in received) if its_channel is channel]
            if channel is None or not tags:
                return None  # of a connection that is gone: the broker sends them again
            last = max(tags)
            while self._arrived and self._arrived[0].mark[1] <= last:
                self._arrived.popleft()
        return partial(self._acknowledge, channel, last)

    def opened(self, channel: Any) -> None:
        """Look whether the definitions are there, then listen."""
        channel.basic_qos(prefetch_count=AHEAD)
        channel.add_on_cancel_callback(lambda _: self._again("the queue was deleted"))
        # Never made here: with some of the queues bound and some not, an event would be lost to the others unnoticed.
        channel.exchange_declare(EXCHANGE, passive=True, callback=lambda _: self._find_queue(channel))

    def lost(self, reason: str, refused: bool) -> None:
        """Drop what is not acknowledged: it comes again."""
        with self._lock:
            self._arrived.clear()
        if refused:
            self._learn(reason)
            self.later(self.reopen)

    def _find_queue(self, channel: Any) -> None:
        declared = partial(self._bind, channel, self._patterns if self._may_bind else [])
        if self._missing:
            channel.queue_declare(self._queue, durable=True, arguments=QUEUE, callback=lambda _: declared())
        else:
            channel.queue_declare(self._queue, passive=True, callback=lambda _: declared())

    def _bind(self, channel: Any, patterns: Sequence[str]) -> None:
        """Bind what is left of `patterns`, then listen: a newer service wants what the definitions do not know yet."""
        if patterns:
            rest = partial(self._bind, channel, patterns[1:])
            channel.queue_bind(self._queue, EXCHANGE, routing_key=patterns[0], callback=lambda _: rest())
        else:
            channel.basic_consume(self._queue, self._deliver, callback=lambda _: self._listens())

    def _listens(self) -> None:
        self._missing = False
        self.ready()

    def _learn(self, reason: str) -> None:
        log.warning("bus-topology", queue=self._queue, fault=reason)
        if "NOT_FOUND" in reason and f"'{self._queue}'" in reason:
            self._missing = True
        if "ACCESS_REFUSED" in reason:
            self._may_bind = False  # the definitions say what this service may read

    def _again(self, reason: str) -> None:
        log.warning("bus-topology", queue=self._queue, fault=reason)
        channel, self.channel, self.usable = self.channel, None, False
        with self._lock:
            self._arrived.clear()
        if channel is not None and channel.is_open:
            channel.close()
        self.later(self.reopen)

    def _deliver(self, channel: Any, method: Any, _: Any, body: bytes) -> None:
        with self._lock:
            if channel is not self.channel:
                return
            first = not self._arrived
            self._arrived.append(Received(body, (channel, method.delivery_tag)))
        if first:
            self._ring()

    def _acknowledge(self, channel: Any, tag: int) -> None:
        if channel is self.channel and channel.is_open:
            channel.basic_ack(tag, multiple=True)
