"""A transaction commits its rows, and publishes its facts in another one then."""

from contextlib import contextmanager

from faults.broken import run
from portalkit.database import Database, Transaction

publish, transaction = Transaction.publish, Database.transaction


@contextmanager
def in_two(self, counted=True):
    facts = []
    with transaction(self, counted) as tx:
        tx.facts = facts
        yield tx
    if facts:
        with transaction(self) as tx:
            for args, more in facts:
                publish(tx, *args, **more)


Transaction.publish = lambda self, *args, **more: self.facts.append((args, more))
Database.transaction = in_two
run()
