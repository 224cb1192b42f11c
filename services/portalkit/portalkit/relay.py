"""From the outbox to the bus: everything that is committed and not yet published, oldest first, until it is."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import Row, func, select

from portalkit.bus import Bus, NotTaken
from portalkit.database import Database, Reading, listed, param
from portalkit.events import Event
from portalkit.tables import outbox

BATCH = 500  # the broker answers for many messages at once, and a commit marks many rows
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
        outbox.c.traceparent,
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
    .where(outbox.c.seq == param("row"))
    .values(attempts=outbox.c.attempts + 1, next_at=param("later"), last_error=param("error"))
)
REFUSED = select(func.count()).where(outbox.c.published_at.is_(None), outbox.c.attempts > 0)
log = structlog.get_logger(__name__)


def sweep(database: Database, bus: Bus) -> int:
    """Publish one batch of what is pending; how many. Rows are marked only after the bus has them for sure.

    A crash between the two publishes a batch twice, which the receivers' inboxes absorb. What the bus refuses stays,
    and is tried again after 0.2 s, doubled each time up to 30 s, while everything else goes on. Raises OSError when the
    bus does not answer: all rows stay as they are.
    """
    with database.reading() as db:
        rows = db.rows(PENDING, now=db.now)
    if not rows:
        return 0
    refused: Mapping[str, str] = {}
    try:
        bus.publish([_event(database.service, row) for row in rows])
    except NotTaken as fault:
        refused = fault.reasons
    taken = [row.seq for row in rows if row.id not in refused]
    with database.transaction(counted=False, lasting=False) as tx:
        if taken:
            tx.execute(PUBLISHED, seqs=taken, now=tx.now)
        tx.execute_many(LATER, [_later(row, tx.now, refused[row.id]) for row in rows if row.id in refused])
    if refused:
        _raise_alarm([row for row in rows if row.id in refused], refused)
    return len(taken)


def refused(db: Reading) -> int:
    """How many facts the bus has refused and still does not have: somebody has to look into it while there are any."""
    return int(db.value(REFUSED))


def _later(row: Row[Any], now: Any, reason: str) -> dict[str, Any]:
    wait = min(timedelta(seconds=0.2 * 2 ** min(row.attempts, 10)), LONGEST_WAIT)
    return {"row": row.seq, "later": now + wait, "error": reason[:500]}


def _raise_alarm(rows: Sequence[Row[Any]], reasons: Mapping[str, str]) -> None:
    log.error(
        "events-not-taken", count=len(rows), types=sorted({row.type for row in rows}), fault=reasons[rows[0].id][:500]
    )


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
        traceparent=row.traceparent,
        person=row.person,
        personal=row.personal or {},
    )
