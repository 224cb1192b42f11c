"""Effects that cannot be rolled back: a row in the business transaction, sent by a loop of its own until it is out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import insert as insert_or
from structlog.contextvars import bound_contextvars

from portalkit.database import Database, Reading, Transaction, param
from portalkit.mail import Mail, Mailer, MailRefused, Verdict
from portalkit.tables import deliveries
from portalkit.tracing import bound, context

log = structlog.get_logger(__name__)

BATCH = 50
ATTEMPTS = 8
BACK_OFF = (5, 30, 120, 600, 1800, 7200, 21600)  # seconds

DUE = (
    select(deliveries)
    .where(deliveries.c.state == "due", deliveries.c.next_at <= param("now"))
    .order_by(deliveries.c.next_at, deliveries.c.id)
    .limit(BATCH)
)
TAKE = (
    deliveries.update()
    .where(
        deliveries.c.id == param("row_id"),
        deliveries.c.state == "due",
        deliveries.c.attempts == param("before"),
        deliveries.c.next_at <= param("now"),
    )
    .values(attempts=deliveries.c.attempts + 1, next_at=param("lease"))
)
POST = insert_or(deliveries).on_conflict_do_nothing()
END = (  # what was sent is not kept: it may hold an address, or a link that works once
    deliveries.update()
    .where(deliveries.c.id == param("row_id"))
    .values(state=param("new_state"), ended_at=param("now"), message=None, last_error=param("error"))
)
LATER = (
    deliveries.update()
    .where(deliveries.c.id == param("row_id"), deliveries.c.state == "due")
    .values(next_at=param("next"), last_error=param("error"))
)


Decide = Callable[[Reading, Row[Any]], tuple[Verdict, Mail | None]]


def ready_made(db: Reading, row: Row[Any]) -> tuple[Verdict, Mail | None]:
    """Send what the row holds, as it was written."""
    return Verdict.SEND, Mail(**row.message)


def post(
    tx: Transaction,
    id: str,
    kind: str,
    person: str | None,
    mail: Mail | None = None,
    about: Mapping[str, Any] | None = None,
) -> bool:
    """Have something delivered after the commit; False when `id` was posted before.

    Give either the finished `mail`, or what it is `about` when its text is to be made at the moment of sending.
    """
    row = _row(tx, id, kind, person) | {
        "message": mail.to_row() if mail else None,
        "about": dict(about) if about else None,
    }
    tx.wakes = True
    return tx.execute(POST.values(row)) > 0


def post_all(tx: Transaction, kind: str, about: Sequence[tuple[str, str, Mapping[str, Any]]]) -> None:
    """`post` for many persons in one statement: id, person and what it is about, for each."""
    if about:
        tx.wakes = True
        tx.execute_many(
            POST, [_row(tx, id, kind, person) | {"message": None, "about": dict(what)} for id, person, what in about]
        )


def _row(tx: Transaction, id: str, kind: str, person: str | None) -> dict[str, Any]:
    requestid, parent = bound()
    return {
        "requestid": requestid,
        "traceparent": parent,
        "id": id,
        "kind": kind,
        "person": person,
        "state": "due",
        "attempts": 0,
        "next_at": tx.now,
        "created_at": tx.now,
    }


class Deliverer:
    """The sending loop of one service; `decide` is asked right before each attempt."""

    def __init__(
        self,
        database: Database,
        mailer: Mailer,
        decide: Decide = ready_made,
        lease: timedelta = timedelta(seconds=60),
    ) -> None:
        self._database, self._mailer, self._decide, self._lease = database, mailer, decide, lease

    def run_due(self) -> int:
        """Send what is due; how many rows were looked at.

        A crash between the other side's acceptance and our mark sends the same Message-ID twice; nothing else does.
        """
        with self._database.reading() as db:
            rows = db.rows(DUE, now=db.now)
        for row in rows:
            with self._database.transaction(counted=False) as tx:
                mine = tx.execute(TAKE, row_id=row.id, before=row.attempts, now=tx.now, lease=tx.now + self._lease)
            if mine:
                with bound_contextvars(**context(row.requestid, row.traceparent)):
                    self._send(row)
        return len(rows)

    def _send(self, row: Row[Any]) -> None:
        try:
            with self._database.reading() as db:
                verdict, mail = self._decide(db, row)
            if verdict is Verdict.SEND and mail is not None:
                self._mailer.send(mail, self._database.clock())
        except MailRefused as fault:
            return self._end(row, "failed", str(fault))
        except Exception as fault:
            log.warning("delivery-failed", delivery=row.id, attempt=row.attempts + 1, exc_info=fault)
            if row.attempts + 1 >= ATTEMPTS:
                return self._end(row, "failed", str(fault))
            return self._later(row, timedelta(seconds=BACK_OFF[min(row.attempts, len(BACK_OFF) - 1)]), str(fault))
        if verdict is Verdict.WAIT:
            # Waiting is no attempt; give it back.
            return self._later(
                row, timedelta(seconds=5), "waits until it is known who may see it", attempts=row.attempts
            )
        state = "sent" if verdict is Verdict.SEND else "dropped"
        self._end(row, state, None)
        log.info(f"delivery-{state}", delivery=row.id, kind=row.kind)

    def _end(self, row: Row[Any], state: str, error: str | None) -> None:
        with self._database.transaction(counted=False) as tx:
            tx.execute(END, row_id=row.id, new_state=state, now=tx.now, error=error)

    def _later(self, row: Row[Any], wait: timedelta, why: str, **more: Any) -> None:
        with self._database.transaction(counted=False) as tx:
            tx.execute(LATER.values(**more), row_id=row.id, next=tx.now + wait, error=why[:1000])
