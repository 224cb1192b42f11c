"""A fact is on the bus while its transaction is still open."""

from faults.broken import at_the_bus, run
from portalkit.database import Transaction

publish = Transaction.publish


def publish_at_once(self, *args, **more):
    id = publish(self, *args, **more)
    at_the_bus.publish(self.service, [at_the_bus.fact(self, id)])
    at_the_bus.mark(self, [id], self.now)
    return id


Transaction.publish = publish_at_once
run()
