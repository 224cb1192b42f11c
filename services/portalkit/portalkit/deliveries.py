"""Effects that cannot be rolled back: a row in the business transaction, sent by a loop of its own until it is out."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, Row, Update, select
from sqlalchemy.dialects.postgresql import insert as insert_or
from structlog.contextvars import bound_contextvars

from portalkit.database import Database, Reading, Transaction, param
from portalkit.mail import Mail, MailRefused, Outgoing, Sender, Verdict
from portalkit.tables import deliveries
from portalkit.tracing import bound, context

log = structlog.get_logger(__name__)

BATCH = 50
TURN = 1.0  # seconds after which a turn ends, so that who asks the worker to stop is heard
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
SENT = (  # what was sent is not kept: it may hold an address, or a link that works once
    deliveries.update()
    .where(deliveries.c.id == param("row_id"))
    .values(state="sent", ended_at=param("now"), message=None, last_error=None)
)
MINE = (  # whoever is late, and finds that another has taken the row since, has nothing to say but that it is sent
    deliveries.c.id == param("row_id"),
    deliveries.c.state == "due",
    deliveries.c.attempts == param("attempt"),
)
END = (
    deliveries.update()
    .where(*MINE)
    .values(state=param("new_state"), ended_at=param("now"), message=None, last_error=param("error"))
)
LATER = deliveries.update().where(*MINE).values(next_at=param("next"), last_error=param("error"))
WAIT = LATER.values(attempts=deliveries.c.attempts - 1)  # waiting is no attempt; it is given back


# The verdict with the mail that is to be sent, or what else the sender takes; or, of what is dropped, a word that says
# why, which stays with the row.
Decide = Callable[[Reading, Row[Any]], tuple[Verdict, Outgoing | str | None]]


def ready_made(db: Reading, row: Row[Any]) -> tuple[Verdict, Mail | str | None]:
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


def post_all(
    tx: Transaction,
    kind: str,
    about: Sequence[tuple[str, str, Mapping[str, Any]]],
    due: Mapping[str, datetime] | None = None,
) -> None:
    """`post` for many persons in one statement: id, person and what it is about, for each; `due`, by id, not before."""
    due = due or {}
    rows = [
        _row(tx, id, kind, person) | {"message": None, "about": dict(what), "next_at": due.get(id, tx.now)}
        for id, person, what in about
    ]
    tx.wakes = tx.wakes or bool(rows)
    tx.execute_many(POST, rows)


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


Mark = tuple[Update, dict[str, Any]]


class Deliverer:
    """The sending loop of one service, for one thread; `decide` is asked right before each attempt.

    With `only`, of the rows for which that holds: what goes elsewhere has a loop of its own, so none waits for another.
    """

    def __init__(
        self,
        database: Database,
        sender: Sender,
        decide: Decide = ready_made,
        lease: timedelta = timedelta(seconds=60),
        only: ColumnElement[bool] | None = None,
    ) -> None:
        self._due = DUE if only is None else DUE.where(only)
        self._database, self._sender, self._decide, self._lease = database, sender, decide, lease
        self._unmarked: Mark | None = None

    def run_due(self) -> int:
        """Send what is due, for about a second; how many rows were looked at.

        A crash between the other side's acceptance and our mark sends the same Message-ID twice; nothing else does.
        What became of a row is marked in the commit that takes the next one. If that fails, it is marked first thing
        in the next turn, before anything else is sent.
        """
        self._mark()
        with self._database.reading() as db:
            rows = db.rows(self._due, now=db.now)
        over, looked_at = time.monotonic() + TURN, 0
        for row in rows:
            if self._take(row):
                with bound_contextvars(**context(row.requestid, row.traceparent)):
                    self._unmarked = self._send(row)
            looked_at += 1
            if time.monotonic() > over:
                break
        self._mark()
        return looked_at

    def _take(self, row: Row[Any]) -> bool:
        """Make the row ours for the time of the lease; False when another has it."""
        with self._database.transaction(counted=False) as tx:
            self._write_mark(tx)
            mine = tx.execute(TAKE, row_id=row.id, before=row.attempts, now=tx.now, lease=tx.now + self._lease)
        self._unmarked = None
        return mine > 0

    def _mark(self) -> None:
        if self._unmarked:
            with self._database.transaction(counted=False) as tx:
                self._write_mark(tx)
            self._unmarked = None

    def _write_mark(self, tx: Transaction) -> None:
        if self._unmarked:
            statement, values = self._unmarked
            tx.execute(statement, **values)

    def _send(self, row: Row[Any]) -> Mark:
        if row.attempts >= ATTEMPTS:  # nobody came so far as to count the last one: it would kill us too
            return self._ended(row, "failed", "whoever tried to send it died of it")
        try:
            with self._database.reading() as db:
                verdict, decided = self._decide(db, row)
            if verdict is Verdict.SEND and decided is not None and not isinstance(decided, str):
                people = (*decided.people, row.person) if row.person else decided.people
                self._sender.send(replace(decided, people=people), self._database.clock())
        except MailRefused as fault:
            return self._ended(row, "failed", str(fault))
        except Exception as fault:
            log.warning("delivery-failed", delivery=row.id, attempt=row.attempts + 1, exc_info=fault)
            if row.attempts + 1 >= ATTEMPTS:
                return self._ended(row, "failed", str(fault))
            wait = timedelta(seconds=BACK_OFF[min(row.attempts, len(BACK_OFF) - 1)])
            return self._later(LATER, row, wait, str(fault))
        if verdict is Verdict.WAIT:
            return self._later(WAIT, row, timedelta(seconds=5), "waits until it is known who may see it")
        log.info("delivery-sent" if verdict is Verdict.SEND else "delivery-dropped", delivery=row.id, kind=row.kind)
        if verdict is Verdict.SEND:
            return SENT, {"row_id": row.id, "now": self._database.clock()}
        return self._ended(row, "dropped", decided if isinstance(decided, str) else None)

    def _ended(self, row: Row[Any], state: str, error: str | None) -> Mark:
        now = self._database.clock()
        return END, self._mine(row) | {"new_state": state, "now": now, "error": error and error[:1000]}

    def _later(self, how: Update, row: Row[Any], wait: timedelta, why: str) -> Mark:
        return how, self._mine(row) | {"next": self._database.clock() + wait, "error": why[:1000]}

    @staticmethod
    def _mine(row: Row[Any]) -> dict[str, Any]:
        return {"row_id": row.id, "attempt": row.attempts + 1}
