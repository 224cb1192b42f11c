"""Mails are marked as sent, and sent then."""

from faults.broken import run
from portalkit.deliveries import SENT, Deliverer
from portalkit.mail import Verdict

_send = Deliverer._send


def send(self, row):
    with self._database.reading() as db:
        verdict, mail = self._decide(db, row)
    if verdict is not Verdict.SEND:
        return _send(self, row)
    mark = {"row_id": row.id, "now": self._database.clock()}
    with self._database.transaction(counted=False) as tx:
        tx.execute(SENT, **mark)
    self._sender.send(mail, self._database.clock())
    return SENT, mark


Deliverer._send = send
run()
