"""Rows of what the people are due whom articles credit."""

from sqlalchemy import func, select

from knowledge.model.credit import Credit
from knowledge.store.tables import credits, votes
from portalkit.database import Reading, Transaction, columns, listed, param

ONE = select(*columns(credits, Credit)).where(credits.c.id == param("article"))
HELPED = select(func.count()).where(
    votes.c.article_id == param("article"), votes.c.helpful, votes.c.voter.not_in(listed("people"))
)


def find(db: Reading, article_id: str) -> Credit | None:
    """What is known for an article, if it has helped anybody yet."""
    return db.find(ONE, Credit, article=article_id)


def helped(db: Reading, article_id: str, credited: list[str]) -> int:
    """How many people say that it helped; those whom it credits do not count."""
    return int(db.value(HELPED, article=article_id, people=credited))


def add(tx: Transaction, credit: Credit) -> None:
    """Add a row."""
    tx.insert(credits, credit)


def change(tx: Transaction, credit: Credit, helpful: int) -> Credit:
    """Write another number. The article is held."""
    changed = tx.update(credits, Credit, credit.id, None, {"helpful": helpful})
    assert changed is not None
    return changed
