"""From the bus to the inbox, and from the inbox to effects: each event once, whatever dies on the way."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import fastjsonschema
import structlog
from sqlalchemy import Row, Select, and_, or_, select
from sqlalchemy.dialects.postgresql import insert as insert_or
from structlog.contextvars import bound_contextvars

from portalkit.bus import Bus, Received
from portalkit.database import Database, Transaction, param
from portalkit.errors import Fault, Poison
from portalkit.events import Event, matches
from portalkit.ids import new_id
from portalkit.tables import inbox
from portalkit.tombstones import erased_of
from portalkit.tracing import context

Handler = Callable[[Transaction, Event], None]
log = structlog.get_logger(__name__)

BATCH, GROUP = 100, 10  # events that are carried out together: the first time, and the second
LOOKS_AGAIN = 1.0  # seconds between two looks for what was tried before, while whole batches wait that were not
ATTEMPTS = 5
BACK_OFF = (1, 10, 60, 300)  # seconds after the first, second, … failed attempt
LARGEST = 1_000_000  # bytes of one envelope
AT_ONCE = 500  # events written to the inbox in one commit

NAMELESS = {"personal": None}  # of somebody who was erased meanwhile
RECEIVED = insert_or(inbox).on_conflict_do_nothing(index_elements=["id"])

DUE = (
    select(inbox)
    .where(inbox.c.state == "due", inbox.c.next_at <= param("now"))
    .order_by(inbox.c.next_at, inbox.c.seq)
    .limit(param("most"))
)
FRESH, TRIED_BEFORE = DUE.where(inbox.c.attempts == 0), DUE.where(inbox.c.attempts > 0)
BROKEN_OFF = DUE.where(inbox.c.attempts == 1, inbox.c.last_error.is_(None))  # the process or the database went away
FAILED = DUE.where(or_(inbox.c.attempts > 1, and_(inbox.c.attempts == 1, inbox.c.last_error.is_not(None))))
# What another worker is just taking is not waited for.
TAKEABLE = {due: due.with_for_update(skip_locked=True) for due in (FRESH, BROKEN_OFF, FAILED)}
TAKE = (
    inbox.update()
    .where(inbox.c.id == param("row_id"), inbox.c.state == "due", inbox.c.attempts == param("before"))
    .values(attempts=inbox.c.attempts + 1, next_at=param("lease"))
)
# Locks the row for this attempt: no row changed means that another runner has it, or had it.
DONE = (
    inbox.update()
    .where(inbox.c.id == param("row_id"), inbox.c.state == "due", inbox.c.attempts == param("attempt"))
    .values(state="done", done_at=param("now"), last_error=None)
)
AGAIN = (
    inbox.update()
    .where(inbox.c.id == param("row_id"), inbox.c.state == "due", inbox.c.attempts == param("attempt"))
    .values(state=param("new_state"), next_at=param("next"), last_error=param("error"))
)


@cache
def _compiled(schema: str) -> Callable[[Any], Any]:
    """What raises unless it is given what `schema` allows."""
    check: Callable[[Any], Any] = fastjsonschema.compile(json.loads(schema))
    return check


class Contracts:
    """The schemas of what a service consumes (`contracts/consumes/*.json`), by pattern of the event's name."""

    def __init__(self, folder: Path) -> None:
        self._checks = [
            (path.stem.rpartition(".v")[0], path.stem, _compiled(path.read_text()))
            for path in sorted(folder.glob("*.json"))
        ]

    def check(self, event: Event) -> None:
        """Raise Poison unless the event holds what this service relies on."""
        major = event.type.rpartition(".")[2]
        for noun, stem, check in self._checks:
            # accounts.user.v1.json speaks for accounts.user.<every verb>.v1
            if stem == event.type or (stem == f"{noun}.{major}" and matches(f"{noun}.*.{major}", event.type)):
                try:
                    check({"data": event.data, "personal": event.personal})
                except fastjsonschema.JsonSchemaException as fault:
                    raise Poison(f"{event.type} breaks the contract {stem}: {fault}") from fault


class Runner:
    """Receives one service's events and carries out their effects."""

    def __init__(
        self,
        database: Database,
        bus: Bus,
        handlers: Mapping[str, Handler],
        contracts: Contracts,
        lease: timedelta = timedelta(seconds=60),
    ) -> None:
        self._database, self._bus, self._handlers = database, bus, handlers
        self._contracts, self._lease = contracts, lease
        self._look_at, self._whole = 0.0, False  # when to look for what was tried before, if whole batches wait

    def receive(self) -> int:
        """Write what has arrived to the inbox, then acknowledge it; how many. A second copy changes nothing."""
        received = self._bus.receive(AT_ONCE)
        if received:
            with self._database.transaction(counted=False) as tx:
                rows = [_inbox_row(item, tx.now) for item in received]
                gone = erased_of(tx, {row["person"] for row in rows if row["person"]})
                tx.execute_many(RECEIVED, [row | NAMELESS if row["person"] in gone else row for row in rows])
            self._bus.acknowledge(received)
        return len(received)

    def run_due(self) -> int:
        """Carry out what is due; how many were taken.

        Taking commits attempts + 1 and a lease first, so a process that dies in an effect has counted it (a power cut
        may take back the count, never the effect: that is committed after it). First attempts are taken and carried
        out a batch at a time. What was broken off comes before them, as they may build on it, in small groups; what
        failed comes after them, as it may wait for one of them. It is taken by itself, as is what was broken off more
        than once, so that whatever kills the process takes no other row's attempts with it; and not while whole batches
        wait that were not tried: those would wait for a process that is started again and again.
        """
        looks = not self._whole or time.monotonic() >= self._look_at
        before = looks and self._is_due(TRIED_BEFORE)
        if looks:
            self._look_at = time.monotonic() + LOOKS_AGAIN
        count = self._up_to_a_batch(BROKEN_OFF, GROUP) if before else 0
        fresh = self._run_next(FRESH, BATCH) if self._is_due(FRESH) else 0
        self._whole, count = fresh == BATCH, count + fresh
        if self._whole or (looks and not before):
            return count
        return count + self._up_to_a_batch(BROKEN_OFF, GROUP) + self._up_to_a_batch(FAILED, 1)

    def _up_to_a_batch(self, due: Select[Any], most: int) -> int:
        count = 0
        while count < BATCH and (some := self._run_next(due, most)):
            count += some
        return count

    def _is_due(self, due: Select[Any]) -> bool:
        with self._database.reading() as db:
            return bool(db.rows(due, now=db.now, most=1))

    def _run_next(self, due: Select[Any], most: int) -> int:
        taken = self._take(due, most)
        if taken and (due is FAILED or not self._run_together(taken)):
            self._run_apart(taken)
        return len(taken)

    def _take(self, due: Select[Any], most: int) -> list[Row[Any]]:
        taken = []
        with self._database.transaction(counted=False, lasting=False) as tx:
            for row in tx.rows(TAKEABLE[due], now=tx.now, most=most):
                if row.attempts >= ATTEMPTS:  # its last attempt ended with the process
                    self._put_off(tx, row, row.attempts, "parked", row.last_error or "the process died of it")
                elif tx.execute(TAKE, row_id=row.id, before=row.attempts, lease=tx.now + self._lease):
                    taken.append(row)
        return taken

    def _run_together(self, rows: list[Row[Any]]) -> bool:
        try:
            with self._database.transaction() as tx:
                done = [self._carry_out(tx, row) for row in rows]
        except Exception:  # whichever of them it was is found when they go one by one
            return False
        _tell(done)
        return True

    def _run_apart(self, rows: list[Row[Any]]) -> None:
        """Carry out each by itself, and put off those that fail."""
        done: list[Event | None] = []
        failed = []
        with self._database.transaction() as tx:
            for row in rows:
                if fault := tx.attempt(lambda row=row: done.append(self._carry_out(tx, row))):  # type: ignore[misc]
                    failed.append((row, self._fail(tx, row, fault), fault))
        _tell(done)
        for row, state, fault in failed:
            told = {"event_id": row.id, "type": row.type, "attempt": row.attempts + 1, "state": state}
            log.warning("event-failed", **told, exc_info=fault)

    def _fail(self, tx: Transaction, row: Row[Any], fault: Exception) -> str:
        """Put off what has failed, or park it; the state it is in now."""
        attempt = row.attempts + 1
        hopeless = isinstance(fault, Poison | Fault | ValueError | TypeError | KeyError)
        state = "parked" if hopeless or attempt >= ATTEMPTS else "due"
        self._put_off(tx, row, attempt, state, f"{type(fault).__name__}: {fault}")
        return state

    def _carry_out(self, tx: Transaction, row: Row[Any]) -> Event | None:
        if not tx.execute(DONE, row_id=row.id, attempt=row.attempts + 1, now=tx.now):
            return None
        try:
            event = Event.from_json(row.body)
        except ValueError as fault:
            raise Poison(str(fault)) from fault
        if row.person:
            event = Event(
                **{name: getattr(event, name) for name in event.__slots__}
                | {"person": row.person, "personal": row.personal or {}}
            )
        handlers = [handle for pattern, handle in self._handlers.items() if matches(pattern, event.type)]
        if not handlers:
            raise Poison(f"nobody here handles {event.type}")
        self._contracts.check(event)
        with bound_contextvars(**context(event.requestid, event.traceparent), event_id=event.id):
            for handle in handlers:
                handle(tx, event)
        return event

    def _put_off(self, tx: Transaction, row: Row[Any], attempt: int, state: str, error: str) -> None:
        wait = timedelta(seconds=BACK_OFF[min(attempt, len(BACK_OFF)) - 1])
        tx.execute(AGAIN, row_id=row.id, attempt=attempt, new_state=state, next=tx.now + wait, error=error[:1000])


def _tell(done: Sequence[Event | None]) -> None:
    """Log what was carried out for somebody's request, once it is committed; pulses and the like are for nobody's."""
    for event in done:
        if event is not None and event.requestid:
            told = context(event.requestid, event.traceparent)
            # What is only told again, of hundreds of things at once, is no news.
            tell = log.debug if ".restated." in event.type else log.info
            tell("event-handled", type=event.type, event_id=event.id, subject=event.subject, **told)


def _inbox_row(item: Received, now: Any) -> dict[str, Any]:
    row = {
        "state": "due",
        "attempts": 0,
        "next_at": now,
        "received_at": now,
        "person": None,
        "personal": None,
        "last_error": None,
    }
    try:
        if len(item.body) > LARGEST:
            raise ValueError(f"an envelope of {len(item.body)} bytes")
        event = Event.from_json(item.body)
    except ValueError as fault:
        # Kept for a person to look at; under an id of its own, since it may have none.
        return row | {
            "id": new_id(),
            "type": "unreadable",
            "body": item.body[:2000].decode(errors="replace"),
            "state": "parked",
            "last_error": str(fault)[:1000],
        }
    return row | {
        "id": event.id,
        "type": event.type,
        "body": (event.to_json(with_personal=False) if event.person or event.personal else item.body).decode(),
        "person": event.person,
        "personal": event.personal or None,
    }
