"""What people have by the ledger: points in all, what badges are given for, and the badges."""

from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from community.model.points import ACCEPTED, ANSWERED, VOTED
from community.store.tables import badges, people, standings
from portalkit.database import Reading, Transaction, param

COUNTED = (ACCEPTED, VOTED, ANSWERED)
ANEW = insert_or(standings).values(person=param("who")).on_conflict_do_nothing()
ADD = {
    kind: standings.update()
    .where(standings.c.person == param("who"))
    .values(
        points=standings.c.points + param("amount"),
        **({kind: standings.c[kind] + param("number")} if kind in COUNTED else {}),
    )
    for kind in (*COUNTED, None)
}
ONE = select(standings).where(standings.c.person == param("person"))
GIVE = insert_or(badges).on_conflict_do_nothing()
HAS = select(badges.c.badge).where(badges.c.person == param("person"))
GIVEN = (  # in one word, so that a page of a person brings it along
    select(func.aggregate_strings(badges.c.badge + " " + badges.c.given_on, ","))
    .where(badges.c.person == people.c.id)
    .scalar_subquery()
)


def add(tx: Transaction, person: str, kind: str, amount: int, number: int) -> None:
    """Add `amount` points to what somebody has, and `number` to how often something of `kind` stands."""
    tx.execute(ANEW, who=person)
    if kind in COUNTED:
        tx.execute(ADD[kind], who=person, amount=amount, number=number)
    else:
        tx.execute(ADD[None], who=person, amount=amount)


def find(db: Reading, person: str) -> Row[Any] | None:
    """What somebody has, if anything was ever scored for them."""
    rows = db.rows(ONE, person=person)
    return rows[0] if rows else None


def choose(tx: Transaction, person: str, listed: bool) -> None:
    """Keep whether somebody wants to be listed."""
    tx.put(standings, person=person, listed=listed)


def give(tx: Transaction, person: str, badge: str) -> bool:
    """Give somebody a badge; whether they did not have it."""
    return bool(tx.execute(GIVE, person=person, badge=badge, given_on=tx.now.date().isoformat()))


def has(db: Reading, person: str) -> set[str]:
    """The badges of somebody."""
    return {row.badge for row in db.rows(HAS, person=person)}
