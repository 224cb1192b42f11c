"""The copy of what people are due for articles that help."""

from collections.abc import Sequence

from sqlalchemy import select

from community.store.tables import credited, credits
from portalkit.database import Transaction, param

FORGET = credited.delete().where(credited.c.article_id == param("article"))
ADD = credited.insert()
WHOM = select(credited.c.person).where(credited.c.article_id == param("article"))


def keep(tx: Transaction, id: str, version: int, helpful: int, person_ids: Sequence[str]) -> dict[str, int]:
    """Keep how many people an article helped, and whom it credits, unless the copy is as new.

    What that is for each of them and each who was credited before: nobody, where nothing is new.
    """
    if not tx.keep(credits, id, version, helpful=helpful):
        return {}
    due = {row.person: 0 for row in tx.rows(WHOM, article=id)} | dict.fromkeys(person_ids, helpful)
    tx.execute(FORGET, article=id)
    tx.execute_many(ADD, [{"article_id": id, "person": person} for person in dict.fromkeys(person_ids)])
    return due
