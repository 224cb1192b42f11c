"""Whoever commits publishes the facts of that transaction; nobody sweeps up what others left."""

from contextlib import contextmanager

from faults.broken import at_the_bus, run
from portalkit import relay
from portalkit.database import Database, Transaction

publish, transaction = Transaction.publish, Database.transaction


def note(self, *args, **more):
    id = publish(self, *args, **more)
    self.facts.append(at_the_bus.fact(self, id))
    return id


@contextmanager
def then_published(self, *how, **more):
    facts = []
    with transaction(self, *how, **more) as tx:
        tx.facts = facts
        yield tx
    if facts:
        at_the_bus.publish(self.service, facts)
        with transaction(self, False) as tx:
            at_the_bus.mark(tx, [fact.id for fact in facts], tx.now)


Transaction.publish, Database.transaction = note, then_published
relay.sweep = lambda database, bus: 0  # before the worker is imported
run()
