"""A batch is taken for published as soon as it is written to the connection: nobody waits for a confirm."""

from faults.broken import run
from portalkit.bus_rabbitmq_publishing import Publishing

_send = Publishing._send


def send(self, batch):
    _send(self, batch)
    self._batch, _ = None, batch.done.set()


Publishing._send = send
run()
