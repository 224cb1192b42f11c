"""Mails are marked as sent, and sent then."""

from faults.broken import run
from portalkit.deliveries import Deliverer


def send(self, row):
    with self._database.reading() as db:
        _, mail = self._decide(db, row)
    self._end(row, "sent", None)
    self._mailer.send(mail, self._database.clock())


Deliverer._send = send
run()
