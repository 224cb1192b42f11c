"""The copy of what people are due for articles that help, and the points that follow from it."""

from collections.abc import Sequence

from sqlalchemy import func, select

from community.store.tables import credited, credits, people
from portalkit.database import Transaction, param

FORGET = credited.delete().where(credited.c.article_id == param("article"))
ADD = credited.insert()
POINTS = (
    select(func.coalesce(func.sum(credits.c.helpful), 0))
    .select_from(credited)
    .join(credits, credits.c.id == credited.c.article_id)
    .where(credited.c.person == people.c.id)
    .scalar_subquery()
)


def keep(tx: Transaction, id: str, version: int, helpful: int, person_ids: Sequence[str]) -> None:
    """Keep how many people an article helped, and whom it credits, unless the copy is as new."""
    if tx.keep(credits, id, version, helpful=helpful):
        tx.execute(FORGET, article=id)
        tx.execute_many(ADD, [{"article_id": id, "person": person} for person in dict.fromkeys(person_ids)])
