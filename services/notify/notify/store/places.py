"""Rows of where people are reached by other channels than mail, and of what they do not want there."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from notify.model.note import Place
from notify.store.tables import places, refusals
from portalkit.database import Reading, Transaction, columns, listed, param

OF = select(*columns(places, Place)).where(places.c.person == param("person")).order_by(places.c.created_at)
ONE = select(*columns(places, Place)).where(places.c.id == param("id"))
COUNT = select(func.count()).select_from(places).where(places.c.person == param("person"))
REFUSED = select(refusals.c.kind, refusals.c.channel).where(refusals.c.person == param("person"))
OPEN_TO = (
    select(places.c.person, places.c.channel, places.c.id)
    .where(
        places.c.person.in_(listed("persons")),
        ~exists().where(
            refusals.c.person == places.c.person,
            refusals.c.channel == places.c.channel,
            refusals.c.kind == param("kind"),
        ),
    )
    .order_by(places.c.created_at)
)
REFUSE = insert_or(refusals).on_conflict_do_nothing()
WANT = refusals.delete().where(
    refusals.c.person == param("whose"), refusals.c.kind == param("of_kind"), refusals.c.channel == param("by")
)
AT_ADDRESS = places.delete().where(places.c.address_hash == param("address"))
DROP = places.delete().where(places.c.id == param("place"))
DROP_MINE = DROP.where(places.c.person == param("whose"))
OF_SESSION = places.delete().where(places.c.session_id == param("session"))
REACHED = places.update().where(places.c.id == param("place")).values(last_at=param("now"))


def of(db: Reading, person: str) -> list[Place]:
    """Where somebody is reached, in the order in which they said so."""
    return db.all(OF, Place, person=person)


def one(db: Reading, id: str) -> Place | None:
    """A place, if it is there still."""
    return db.find(ONE, Place, id=id)


def count(db: Reading, person: str) -> int:
    """How many places somebody has."""
    return int(db.value(COUNT, person=person))


def open_to(db: Reading, persons: Sequence[str], kind: str) -> dict[str, list[tuple[str, str]]]:
    """Where these persons want messages of a kind, besides mail: channel and id of each place."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in db.rows(OPEN_TO, persons=list(persons), kind=kind):
        found.setdefault(row.person, []).append((row.channel, row.id))
    return found


def add(tx: Transaction, place: Place, address_hash: str) -> None:
    """Keep a place; who had the same address before has it no more: they sit at the same browser."""
    tx.execute(AT_ADDRESS, address=address_hash)
    tx.insert(places, place, address_hash=address_hash)


def drop(tx: Transaction, id: str) -> None:
    """There is nobody at a place any more."""
    tx.execute(DROP, place=id)


def drop_of(tx: Transaction, person: str, id: str) -> bool:
    """Somebody wants nothing at one of their places any more; False: it is not theirs."""
    return tx.execute(DROP_MINE, whose=person, place=id) > 0


def drop_of_session(tx: Transaction, session_id: str) -> None:
    """A session has ended, and its places go with it."""
    tx.execute(OF_SESSION, session=session_id)


def reached(tx: Transaction, id: str) -> None:
    """Something has arrived there."""
    tx.execute(REACHED, place=id, now=tx.now)


def refused(db: Reading, person: str) -> set[tuple[str, str]]:
    """What somebody does not want: kind and channel."""
    return {(row.kind, row.channel) for row in db.rows(REFUSED, person=person)}


def is_refused(db: Reading, person: str, kind: str, channel: str) -> bool:
    """Whether somebody does not want a kind by a channel."""
    return (kind, channel) in refused(db, person)


def choose(tx: Transaction, person: str, kind: str, channel: str, wanted: bool) -> None:
    """Somebody wants a kind by a channel, or not."""
    row: dict[str, Any] = {"person": person, "kind": kind, "channel": channel, "changed_at": tx.now}
    if wanted:
        tx.execute(WANT, whose=person, of_kind=kind, by=channel)
    else:
        tx.execute(REFUSE.values(row))
