"""What a service holds of a person: told to them when they ask, and let go when they leave.

A service declares it once, table by table (`HELD` in its `store/rights.py`); what is exported, counted, erased and
kept, and the receipt that says so, all follow from that. A test compares it with every column that holds a person's id.
Where others may have named the person in what they wrote, `mask` in its `actions/masking.py` takes that out.
"""

import gzip
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Table, and_, case, delete, func, null, or_, select, update

from portalkit.database import Reading, Transaction, param
from portalkit.events import Event
from portalkit.runner import Handler
from portalkit.tables import answers, deliveries, erased, exported, inbox, outbox
from portalkit.tombstones import is_erased

DELETED, EMPTIED, KEPT = "deleted", "emptied", "kept"


@dataclass(frozen=True, slots=True)
class Held:
    """Rows of `table` that are about, or by, the person whose id is `:whose`.

    Erasure deletes them, or writes `values` over them where there are any ({}: they stay as they are); `ground` says
    why they stay. With `by_hand` the service deletes them itself when it hears that the person has left.

    An export has the columns that `tells` names (all but those in `without`, when it names none): of a row that others
    wrote or that is about their things only ids and times, as the person may not be allowed to read it any more. Rows
    for which `known` is not true (a message that was held back) are neither told nor counted, as they never met them.
    """

    noun: str
    table: Table
    where: ColumnElement[bool]
    values: Mapping[str, Any] | None = None
    ground: str = ""
    without: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    known: ColumnElement[bool] | None = None
    by_hand: bool = False

    @property
    def shown(self) -> list[ColumnElement[Any]]:
        """The columns that are told."""
        names = self.tells or {column.name for column in self.table.c} - set(self.without)
        return [column for column in self.table.c if column.name in names]

    @property
    def met(self) -> ColumnElement[bool]:
        """The rows that the person knows of."""
        return self.where if self.known is None else and_(self.where, self.known)

    @property
    def outcome(self) -> str:
        """What erasure does with the rows: `deleted`, `emptied` or `kept`."""
        return DELETED if self.values is None else EMPTIED if self.values else KEPT


@dataclass(frozen=True, slots=True)
class Answer:
    """A part of an export or an erasure as a thing with a version, so that it can be published as any other."""

    id: str
    version: int = 1


def of(table: Table, *names: str) -> ColumnElement[bool]:
    """Rows in which one of these columns is the person."""
    return or_(*(table.c[name] == param("whose") for name in names))


def deleted(noun: str, table: Table, *names: str, **more: Any) -> Held:
    """Rows that go with the person; `more` is as of Held."""
    return Held(noun, table, of(table, *names), None, "", **more)


def kept(noun: str, table: Table, *names: str, ground: str, **more: Any) -> Held:
    """Rows that stay, by an id that leads to nobody any more; `more` is as of Held."""
    return Held(noun, table, of(table, *names), {}, ground, **more)


NOBODY = {"personal": null()}
MECHANISM = (  # what every service has
    Held(
        "messages to other parts of the portal",
        outbox,
        of(outbox, "person"),
        NOBODY,
        "The message stays, without name and address.",
    ),
    Held(
        "messages from other parts of the portal",
        inbox,
        of(inbox, "person"),
        NOBODY,
        "The message stays, without name and address.",
    ),
    Held(
        "mails",
        deliveries,
        of(deliveries, "person"),
        {
            "message": null(),
            "about": null(),
            "last_error": null(),
            "state": case((deliveries.c.state == "due", "dropped"), else_=deliveries.c.state),
            "ended_at": func.coalesce(deliveries.c.ended_at, param("now")),
        },
        "That there was a mail stays for a week, without its words and address.",
        without=("message",),  # what waits to be sent may hold a link that works once
        known=deliveries.c.state == "sent",
    ),
    deleted("answers to programs", answers, "principal", without=("fingerprint", "body", "headers")),
    deleted("downloads that lie ready", exported, "person", without=("body",)),
)


@cache
def held(service: str) -> tuple[Held, ...]:
    """Everything that a service holds of people; nothing when it declares nothing."""
    name = f"{service}.store.rights"
    return (*MECHANISM, *import_module(name).HELD) if find_spec(name) else ()


def counted(db: Reading, all_held: Sequence[Held], person: str) -> list[dict[str, Any]]:
    """How much there is of a person, and what would become of it: noun, count, outcome and ground of what there is."""
    found = [
        {"noun": each.noun, "count": _count(db, each, person), "outcome": each.outcome, "ground": each.ground}
        for each in all_held
    ]
    return [each for each in found if each["count"]]


def told(db: Reading, all_held: Sequence[Held], person: str) -> dict[str, list[dict[str, Any]]]:
    """Everything there is of a person, by noun, as rows of plain values."""
    parts = {}
    for each in all_held:
        statement = select(*each.shown).where(each.met).order_by(*each.table.primary_key.columns)
        if rows := [row._asdict() for row in db.rows(statement, whose=person)]:
            parts[each.noun] = rows
    return parts


PART = select(exported.c.body).where(exported.c.id == param("export_id"), exported.c.person == param("person"))


def export(tx: Transaction, all_held: Sequence[Held], person: str, export_id: str) -> dict[str, Any] | None:
    """Keep a part of an export, to be fetched by the person alone; what is said of it, None if it was there before."""
    if tx.value(select(exported.c.id).where(exported.c.id == export_id)) is not None:
        return None
    parts = told(tx, all_held, person)
    plain = orjson.dumps(parts, default=str, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS)
    row = {"id": export_id, "person": person, "body": gzip.compress(plain, mtime=0), "made_at": tx.now}
    tx.execute(exported.insert().values(row))
    counts = {noun: len(rows) for noun, rows in parts.items()}
    return {"counts": counts, "bytes": len(plain), "sha256": hashlib.sha256(plain).hexdigest()}


def part_of(db: Reading, person: str, export_id: str) -> bytes | None:
    """This service's part of the person's own export, gzipped JSON; None if there is none (any more)."""
    body: bytes | None = db.value(PART, person=person, export_id=export_id)
    return body


def forget(tx: Transaction, all_held: Sequence[Held], person: str, erasure_id: str) -> bool:
    """Let go of a person and set up their tombstone; False when they were erased before.

    What leaves the database (bus, mailbox) follows after the commit: `portalkit.forgetting`.
    """
    if is_erased(tx, person):
        return False
    outcomes = counted(tx, all_held, person)
    _mask(tx.service)(tx, person)  # while it is known what they were called
    for each in all_held:
        if each.values is None and not each.by_hand:
            tx.execute(delete(each.table).where(each.where), whose=person)
        elif each.values:
            tx.execute(update(each.table).where(each.where).values(each.values), whose=person, now=tx.now)
    row = {"person": person, "erasure_id": erasure_id, "at": tx.now, "outcomes": outcomes}
    tx.execute(erased.insert().values(row))
    tx.wakes = True
    return True


@cache
def _mask(service: str) -> Callable[[Transaction, str], object]:
    """What a service does, besides, to what others wrote of whoever leaves; nothing when it declares nothing."""
    name = f"{service}.actions.masking"
    if find_spec(name) is None:
        return lambda tx, person: None
    mask: Callable[[Transaction, str], object] = import_module(name).mask
    return mask


def handlers(service: str) -> dict[str, Handler]:
    """What a service does when somebody asks for what is theirs, and when they leave."""
    mine = held(service)
    return {
        "accounts.export.requested.v1": partial(_answer_export, mine),
        "accounts.user.erased.v1": partial(_forget, mine),
    }


def _answer_export(mine: Sequence[Held], tx: Transaction, event: Event) -> None:
    said = export(tx, mine, event.data["user_id"], event.subject)
    if said is not None:
        tx.publish(f"{tx.service}.export.answered.v1", Answer(event.subject), said)


def _forget(mine: Sequence[Held], tx: Transaction, event: Event) -> None:
    forget(tx, mine, event.subject, event.data["erasure_id"])


def _count(db: Reading, each: Held, person: str) -> int:
    statement = select(func.count()).select_from(each.table).where(each.met)
    return int(db.value(statement, whose=person))
