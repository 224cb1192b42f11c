"""The audit log, for administrators."""

from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from accounts.api.schemas.audit import AuditPageQuery, AuditPageSchema, AuditQuery, AuditSchema
from accounts.model.audience import BUILT_IN
from accounts.model.audit import ACTS, Head, Record, fault_behind
from accounts.store import audiences, audit, personas, users
from portalkit.database import Reading
from portalkit.viewer import Viewer
from portalkit.web import Blueprint
from portalkit.web.cursors import decode
from portalkit.web.cursors import page as page_of

blueprint = Blueprint("audit", __name__, description="Who did what")
PAGE = 50
LOOKED_AT = 1000  # records of the chain, whenever somebody opens the page; `audit-verify` looks at all


@blueprint.reads("/v1/audit", by="administrator", takes=AuditQuery, gives=AuditSchema)
def list_records(db: Reading, viewer: Viewer, query: dict[str, Any]) -> dict[str, Any]:
    """What was done, newest first: to an object, by a person, of one act, in some days."""
    items, following = _page(db, query)
    return {"items": [asdict(record) for record in items], "next": following}


@blueprint.reads("/internal/v1/pages/staff/audit", by="administrator", takes=AuditPageQuery, gives=AuditPageSchema)
def audit_page(db: Reading, viewer: Viewer, query: dict[str, Any]) -> dict[str, Any]:
    """The same with names, and what a look at the end of the chain found. `actor` may be an address."""
    if "@" in (query["actor"] or ""):
        found = users.page(db, None, None, 2, query["actor"])
        query = query | {"actor": found[0].id if len(found) == 1 else query["actor"]}
    items, following = _page(db, query)
    return {"items": named(db, items), "next": following, "actions": list(ACTS), "chain": _chain(db)}


def _page(db: Reading, query: dict[str, Any]) -> tuple[list[Record], str | None]:
    (before,) = decode(query["cursor"]) or (None,)
    since, until = _midnight(query["first_day"]), _midnight(query["last_day"], timedelta(days=1))
    limit = query.get("limit", PAGE)
    records = audit.page(db, before, query["object"], limit + 1, query["actor"], query["action"], since, until)
    return page_of(records, limit, "seq")


def _midnight(day: date | None, later: timedelta = timedelta()) -> datetime | None:
    """When a day begins, or the one after it; the last day there is has none after it."""
    if day is None:
        return None
    begins = datetime.combine(day, time(), UTC)
    return begins + later if day < date.max else None


def named(db: Reading, records: list[Record]) -> list[dict[str, Any]]:
    """Records with the names of the people, audiences and personas in them."""
    names = users.names(db, {id for record in records for id in (record.actor, record.object)})
    if any(record.action.startswith("audience.") for record in records):
        names |= {one.id: one.name for one in (*BUILT_IN, *audiences.everything(db))}
    if any(record.action.startswith("persona.") for record in records):
        names |= {one.id: one.name for one in personas.everything(db)}
    return [
        asdict(record) | {"actor_name": names.get(record.actor), "object_name": names.get(record.object)}
        for record in records
    ]


def _chain(db: Reading) -> dict[str, Any]:
    head = audit.head(db)
    records = audit.newest(db, LOOKED_AT)
    behind = Head()
    if len(records) > LOOKED_AT:
        behind = Head(records[0].seq, records[0].hash)
        records = records[1:]
    first = records[0].seq if records else 0
    return {"first": first, "last": head.seq, "hash": head.hash, "fault": fault_behind(behind, records, head)}
