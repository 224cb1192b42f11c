"""From the outbox to the bus: everything that is committed and not yet published, oldest first, until it is."""

from datetime import timedelta

from sqlalchemy import select

from portalkit.bus import Bus
from portalkit.database import Database, listed, param
from portalkit.events import Event
from portalkit.tables import outbox

BATCH = 200
LONGEST_WAIT = timedelta(seconds=30)

PENDING = (
    select(
        outbox.c.seq,
        outbox.c.id,
        outbox.c.type,
        outbox.c.subject,
        outbox.c.version,
        outbox.c.created_at,
        outbox.c.data,
        outbox.c.requestid,
        outbox.c.person,
        outbox.c.personal,
        outbox.c.attempts,
    )
    .where(outbox.c.published_at.is_(None), outbox.c.next_at <= param("now"))
    .order_by(outbox.c.seq)
    .limit(BATCH)
)
PUBLISHED = outbox.update().where(outbox.c.seq.in_(listed("seqs"))).values(published_at=param("now"))
LATER = (
    outbox.update()
    .where(outbox.c.seq.in_(listed("seqs")))
    .values(attempts=outbox.c.attempts + 1, next_at=param("later"), last_error=param("error"))
)


def sweep(database: Database, bus: Bus) -> int:
    """Publish one batch of what is pending; how many. Rows are marked only after the bus has them for sure.

    A crash between the two publishes a batch twice, which the receivers' inboxes absorb. When the bus does not
    answer the rows stay, and are tried again after 0.2 s, doubled each time up to 30 s.
    """
    with database.reading() as db:
        rows = db.rows(PENDING, now=db.now)
    if not rows:
        return 0
    seqs = [row.seq for row in rows]
    try:
        bus.publish([_event(database.service, row) for row in rows])
    except OSError as fault:
        wait = min(timedelta(seconds=0.2 * 2 ** min(rows[0].attempts, 10)), LONGEST_WAIT)
        with database.transaction(counted=False) as tx:
            tx.execute(LATER, seqs=seqs, later=tx.now + wait, error=str(fault)[:500])
        return 0
    with database.transaction(counted=False) as tx:
        tx.execute(PUBLISHED, seqs=seqs, now=tx.now)
    return len(rows)


def _event(service: str, row) -> Event:  # type: ignore[no-untyped-def]
    return Event(
        id=row.id,
        type=row.type,
        source=f"/{service}",
        subject=row.subject,
        version=row.version,
        time=row.created_at,
        data=row.data,
        requestid=row.requestid,
        person=row.person,
        personal=row.personal or {},
    )
