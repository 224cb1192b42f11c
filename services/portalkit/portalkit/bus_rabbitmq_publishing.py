"""The publishing end of a bus on RabbitMQ: batches, each message confirmed by the broker or returned."""

import threading
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

import pika

from portalkit.bus_rabbitmq_line import Line

EXCHANGE = "portal.events"
PERSISTENT = 2


class Batch:
    """Messages on their way, each (id, type, body), and what became of them. `done` is set when all of it is known."""

    def __init__(self, messages: Sequence[tuple[str, str, bytes]]) -> None:
        self.messages = messages
        self.done = threading.Event()
        self.refused: dict[str, str] = {}  # by id: nobody would receive it, or the broker keeps no more of them
        self.open: list[str] = [id for id, _, _ in messages]  # ids of which nothing is known yet
        self.fault = ""  # why the connection or the channel was lost while some were open
        self.asked_too_much = False  # the broker closed the channel over one of the open ones


class Publishing(Line):
    """Sends one batch at a time, on a connection of its own: a broker short of room blocks all that travels on it."""

    def __init__(self, loop: Any, url: str, name: str) -> None:
        super().__init__(loop, url, name)
        self._batch: Batch | None = None
        self._waiting: Batch | None = None  # for a channel that is being opened
        self._open: dict[int, str] = {}  # ids by delivery tag, in the order they were sent
        self._tag, self._blocked = 0, ""

    def send(self, batch: Batch) -> None:
        """Send all of `batch`; it is done when the broker has answered for each message, or is lost."""
        if self._blocked or self.fault:
            batch.fault = self._blocked or self.fault
            batch.done.set()
        elif self.usable:
            self._batch, batch.open = batch, []
            self._send(batch)
        else:
            self._waiting = batch

    def _send(self, batch: Batch) -> None:
        for id, type, body in batch.messages:
            self._tag += 1
            self._open[self._tag] = id
            properties = pika.BasicProperties(
                message_id=id, type=type, delivery_mode=PERSISTENT, content_type="application/cloudevents+json"
            )
            self.channel.basic_publish(EXCHANGE, type, body, properties, mandatory=True)

    def connected(self, connection: Any) -> None:
        """Hear of it when the broker runs out of room."""
        self._blocked = ""
        connection.add_on_connection_blocked_callback(self._is_blocked)
        connection.add_on_connection_unblocked_callback(self._is_free)

    def opened(self, channel: Any) -> None:
        """Ask for confirms; then batches may come."""
        self._tag = 0
        channel.add_on_return_callback(self._returned)
        channel.confirm_delivery(self._confirmed, callback=lambda _: self.ready())

    def ready(self) -> None:
        """Send what waits."""
        super().ready()
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self.send(waiting)

    def lost(self, reason: str, refused: bool) -> None:
        """Hand the batch back with what is known of it."""
        self._give_up(reason, refused)
        if refused:
            self.reopen()

    def _returned(self, _: Any, __: Any, properties: Any, ___: bytes) -> None:
        if self._batch is not None:
            self._batch.refused[properties.message_id] = "nobody would receive it"

    def _confirmed(self, frame: Any) -> None:
        method = frame.method
        last = method.delivery_tag
        tags = list(takewhile(lambda tag: tag <= last, self._open)) if method.multiple else [last]
        for tag in tags:
            id = self._open.pop(tag, None)
            if id is not None and self._batch is not None and method.NAME == "Basic.Nack":
                self._batch.refused[id] = "the broker does not keep it (nack)"
        if not self._open and self._batch is not None:
            batch, self._batch = self._batch, None
            batch.done.set()

    def _is_blocked(self, _: Any, frame: Any) -> None:
        self._blocked = f"the broker takes nothing: {frame.method.reason}"
        self._give_up(self._blocked, refused=False)

    def _is_free(self, *_: Any) -> None:
        self._blocked = ""

    def _give_up(self, reason: str, refused: bool) -> None:
        batch, self._batch, self._waiting = self._batch or self._waiting, None, None
        if batch is not None:
            batch.open, batch.fault, batch.asked_too_much = list(self._open.values()) or batch.open, reason, refused
            batch.done.set()
        self._open.clear()
