"""What the relay is measured beside: pika alone, publishing the same bodies to the same queue."""

import threading
import time
from collections.abc import Sequence
from typing import Any

import pika

from portalkit.bus_rabbitmq_publishing import EXCHANGE

PROPERTIES = pika.BasicProperties(delivery_mode=2, content_type="application/cloudevents+json")
Message = tuple[str, bytes]


class OneByOne:
    """A connection that waits for each confirm."""

    def __init__(self, url: str) -> None:
        self._connection = pika.BlockingConnection(pika.URLParameters(url))
        self._channel = self._connection.channel()
        self._channel.confirm_delivery()

    def publish(self, type: str, body: bytes) -> None:
        """Send one message; it is confirmed when this returns."""
        self._channel.basic_publish(EXCHANGE, type, body, PROPERTIES, mandatory=True)

    def close(self) -> None:
        """Say goodbye."""
        self._connection.close()


def one_by_one(url: str, messages: Sequence[Message]) -> float:
    """Seconds to publish `messages`, each after the last one's confirm."""
    sender = OneByOne(url)
    began = time.perf_counter()
    for type, body in messages:
        sender.publish(type, body)
    took = time.perf_counter() - began
    sender.close()
    return took


def travels(url: str, queue: str, messages: Sequence[Message], rate: float) -> list[float]:
    """Milliseconds that each of `messages` takes from being sent, `rate` a second, until another connection has it."""
    arrived: list[float] = []
    receiver = pika.BlockingConnection(pika.URLParameters(url))
    channel = receiver.channel()

    def take(_: Any, method: Any, __: Any, ___: bytes) -> None:
        arrived.append(time.perf_counter())
        channel.basic_ack(method.delivery_tag)
        if len(arrived) == len(messages):
            channel.stop_consuming()

    channel.basic_consume(queue, take)
    listening = threading.Thread(target=channel.start_consuming)
    listening.start()
    sender, sent = OneByOne(url), []
    began = time.perf_counter()
    for number, (type, body) in enumerate(messages):
        time.sleep(max(began + number / rate - time.perf_counter(), 0))
        sent.append(time.perf_counter())
        sender.publish(type, body)
    listening.join()
    for connection in (sender, receiver):
        connection.close()
    return [(there - at) * 1000 for at, there in zip(sent, arrived, strict=True)]


def in_batches(url: str, messages: Sequence[Message], size: int) -> float:
    """Seconds to publish `messages`, `size` at a time, each batch after the last one's confirms."""
    batches = Batches(messages, size)
    connection = pika.SelectConnection(pika.URLParameters(url), on_open_callback=batches.connected)
    connection.ioloop.start()
    return batches.took


class Batches:
    """The least that pika needs to publish in batches."""

    def __init__(self, messages: Sequence[Message], size: int) -> None:
        self._messages, self._size = messages, size
        self._sent = self._confirmed = 0
        self._channel: Any = None
        self._began = self.took = 0.0

    def connected(self, connection: Any) -> None:
        """Open a channel and go."""
        connection.channel(on_open_callback=self._opened)

    def _opened(self, channel: Any) -> None:
        self._channel = channel
        channel.confirm_delivery(self._confirm, callback=self._start)

    def _start(self, _: Any) -> None:
        self._began = time.perf_counter()
        self._send()

    def _send(self) -> None:
        for type, body in self._messages[self._sent : self._sent + self._size]:
            self._channel.basic_publish(EXCHANGE, type, body, PROPERTIES, mandatory=True)
            self._sent += 1

    def _confirm(self, frame: Any) -> None:
        assert frame.method.NAME == "Basic.Ack"
        self._confirmed = frame.method.delivery_tag if frame.method.multiple else self._confirmed + 1
        # Confirms may overtake each other, so what counts is that the last one of the batch is among those counted.
        if self._confirmed < self._sent:
            return
        if self._sent < len(self._messages):
            self._send()
        else:
            self.took = time.perf_counter() - self._began
            self._channel.connection.close()
            self._channel.connection.ioloop.stop()
