"""Rows of votes, and their number at each post."""

from sqlalchemy import Table, func, select

from community.store.tables import replies, topics, votes
from portalkit.database import Reading, Transaction, param

TAKE_BACK = votes.delete().where(votes.c.thing_id == param("thing"), votes.c.person == param("who"))
SAID = select(func.count()).where(votes.c.thing_id == param("thing"), votes.c.person == param("who"))
NUMBER = select(func.count()).select_from(votes).where(votes.c.thing_id == param("thing_id"))
OF: dict[str, Table] = {"topic": topics, "reply": replies}
COUNT = {
    kind: table.update().where(table.c.id == param("thing")).values(votes=param("number")) for kind, table in OF.items()
}


def said(db: Reading, thing_id: str, person: str) -> bool:
    """Whether the person says that the post helped."""
    return bool(db.value(SAID, thing=thing_id, who=person))


def put(tx: Transaction, kind: str, thing_id: str, person: str, helpful: bool) -> int:
    """Keep that the post helped the person, or did not after all; how many it helped. Its topic is held."""
    if helpful:
        tx.put(votes, thing_id=thing_id, person=person, voted_at=tx.now)
    else:
        tx.execute(TAKE_BACK, thing=thing_id, who=person)
    number = int(tx.value(NUMBER, thing_id=thing_id))
    tx.execute(COUNT[kind], thing=thing_id, number=number)
    return number
