"""The relay marks facts as published, and publishes them then."""

from faults.broken import run
from portalkit import relay


def sweep(database, bus):
    with database.reading() as db:
        rows = db.rows(relay.PENDING, now=db.now)
    if rows:
        with database.transaction(counted=False) as tx:
            tx.execute(relay.PUBLISHED, seqs=[row.seq for row in rows], now=tx.now)
        bus.publish([relay._event(database.service, row) for row in rows])
    return len(rows)


relay.sweep = sweep  # before the worker is imported
run()
