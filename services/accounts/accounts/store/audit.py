"""Rows of the audit log: added, never changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, func, or_, select
from structlog.contextvars import get_contextvars

from accounts import NAME
from accounts.model.audit import Head, Record, hash_of
from accounts.store.tables import audit, audit_head
from portalkit.database import Reading, Transaction, columns, param

# Held until the transaction ends, so that records stand in one line.
HEAD = select(audit_head.c.seq, audit_head.c.hash).where(audit_head.c.id == 1)
HEAD_HELD = HEAD.with_for_update()
CHUNK, ANY = 1000, ".*"
IMPORT_TAKES = timedelta(hours=1)  # at most, so that not all that somebody ever did is looked through
BEHIND = (
    select(*columns(audit, Record))
    .where(audit.c.seq > param("after", type_=audit.c.seq.type))
    .order_by(audit.c.seq)
    .limit(CHUNK)
)
_since, _until = (param(name, type_=audit.c.at.type) for name in ("since", "until"))
_actor, _action, _like, _unlike = (param(name, type_=String) for name in ("actor", "action", "like", "unlike"))
PAGE = (
    select(*columns(audit, Record))
    .where(
        or_(audit.c.seq < param("before"), param("before").is_(None)),
        or_(audit.c.object == param("object"), param("object").is_(None)),
        or_(audit.c.actor == _actor, _actor.is_(None)),
        or_(audit.c.action == _action, _action.is_(None)),
        or_(audit.c.action.like(_like), _like.is_(None)),
        or_(audit.c.action.not_like(_unlike), _unlike.is_(None)),
        or_(audit.c.at >= _since, _since.is_(None)),
        or_(audit.c.at < _until, _until.is_(None)),
    )
    .order_by(audit.c.seq.desc())
    .limit(param("limit"))
)
OF_EVENT = select(audit.c.seq).where(audit.c.event_id == param("event"))
OF_IMPORT = (
    select(audit.c.action, func.count().label("number"))
    .where(
        audit.c.actor == param("actor"),
        audit.c.at >= param("since", type_=audit.c.at.type),
        audit.c.action.in_(("user.created", "user.changed")),
        audit.c.detail["import"].as_string() == param("import_id"),
    )
    .group_by(audit.c.action)
)
ACTIONS = select(audit.c.action).distinct().order_by(audit.c.action)


def append(
    tx: Transaction,
    actor: str,
    action: str,
    object: str,
    detail: dict[str, Any],
    at: datetime | None = None,
    event_id: str | None = None,
) -> Record:
    """Add a record behind the last one, in the transaction of what it tells of.

    What was done elsewhere was done `at` that time, and told by the event with `event_id`.
    """
    last = tx.find(HEAD_HELD, Head) or Head()
    record = Record(
        seq=last.seq + 1,
        at=at or tx.now,
        actor=actor,
        action=action,
        object=object,
        detail=detail,
        requestid=get_contextvars().get("request_id"),
    )
    record = replace(record, hash=hash_of(last.hash, record))
    tx.insert(audit, record, event_id=event_id)
    tx.put(audit_head, id=1, seq=record.seq, hash=record.hash)
    return record


def is_recorded(db: Reading, event_id: str) -> bool:
    """Whether there is a record of what this event told."""
    return bool(db.rows(OF_EVENT, event=event_id))


def head(db: Reading) -> Head:
    """The end of the log."""
    return db.find(HEAD, Head) or Head()


def everything(db: Reading) -> Iterator[Record]:
    """The whole log, oldest first, a little at a time."""
    after = -(2**62)  # what somebody may have put in front is found, too
    while records := db.all(BEHIND, Record, after=after):
        yield from records
        after = records[-1].seq


def newest(db: Reading, count: int) -> list[Record]:
    """The last `count` records and the one before them, oldest first."""
    return page(db, None, None, count + 1)[::-1]


def actions(db: Reading) -> list[str]:
    """The acts that there are records of."""
    return [row.action for row in db.rows(ACTIONS)]


def page(
    db: Reading,
    before: int | None,
    object: str | None,
    limit: int,
    actor: str | None = None,
    action: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Record]:
    """Records, newest first, from before `before`; of an object, by an actor, of an act, in a time.

    `knowledge.*` is every act of a service; those that are done here have no service's name before them.
    """
    service = action.removesuffix(ANY) if action and action.endswith(ANY) else None
    here = service == NAME
    return db.all(
        PAGE,
        Record,
        before=before,
        object=object,
        limit=limit,
        actor=actor,
        action=None if service is not None else action,
        like=f"{service}.%" if service is not None and not here else None,
        unlike="%.%.%" if here else None,
        since=since,
        until=until,
    )


def count_of_import(db: Reading, actor: str, import_id: str) -> dict[str, int]:
    """How many people an import that has just come to its end has created and changed."""
    asked = {"actor": actor, "import_id": import_id, "since": db.now - IMPORT_TAKES}
    found = {row.action.removeprefix("user."): row.number for row in db.rows(OF_IMPORT, **asked)}
    return {name: found.get(name, 0) for name in ("created", "changed")}
