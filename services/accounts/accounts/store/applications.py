"""Rows of what people who are not signed in asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as insert_or

from accounts.store.tables import applications
from portalkit.database import Reading, Transaction, columns, param
from portalkit.tables import answers
from portalkit.tracing import bound

BATCH = 20


@dataclass(frozen=True, slots=True)
class Application:
    """An address, and what is wanted for it: an account, with what was `chosen`, or a new password."""

    id: str
    purpose: str
    email: str
    chosen: dict[str, Any] | None
    next_at: datetime
    attempts: int = 0
    requestid: str | None = None


DUE = (
    select(*columns(applications, Application))
    .where(applications.c.next_at <= param("now"))
    .order_by(applications.c.next_at, applications.c.id)
    .limit(BATCH)
)
DONE = applications.delete().where(applications.c.id == param("row_id"))
LATER = (
    applications.update()
    .where(applications.c.id == param("row_id"))
    .values(next_at=param("later"), attempts=applications.c.attempts + 1)
)


def due(db: Reading) -> Sequence[Application]:
    """What is to be done now, oldest first."""
    return db.all(DUE, Application, now=db.now)


def is_new(tx: Transaction, key: str, within: timedelta) -> bool:
    """Whether nothing came under `key` in the time `within`. The answer is always the same, so none is kept."""
    came = {"principal": "gateway", "route": "registrations", "key": key, "fingerprint": key, "status": 202}
    note = insert_or(answers).values(came | {"headers": {}, "body": "", "created_at": tx.now})
    anew = note.on_conflict_do_update(
        index_elements=["principal", "route", "key"],
        set_={"created_at": note.excluded.created_at},
        where=answers.c.created_at < tx.now - within,
    )
    return tx.execute(anew) > 0


def add(tx: Transaction, application: Application) -> None:
    """Note one and wake the worker."""
    requestid, _ = bound()
    tx.insert(applications, replace(application, requestid=requestid))
    tx.wakes = True


def done(tx: Transaction, application: Application) -> bool:
    """Take it off; False when somebody else was faster."""
    return tx.execute(DONE, row_id=application.id) > 0


def put_off(tx: Transaction, application: Application, wait: timedelta) -> None:
    """Try again after `wait`."""
    tx.execute(LATER, row_id=application.id, later=tx.now + wait)
