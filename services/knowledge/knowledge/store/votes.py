"""Rows of votes, and their numbers at each article."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, and_, func, or_, select

from knowledge.model.vote import Vote
from knowledge.store import queue
from knowledge.store.tables import INDEXED_AS, articles, is_published, votes
from portalkit.database import Reading, Transaction, param

ROWS_A_PAGE = 20
WEIGHED_AGAIN = timedelta(minutes=30)

_here = votes.c.article_id == articles.c.id
_good = select(func.count()).where(_here, votes.c.helpful).scalar_subquery()
_bad = select(func.count()).where(_here, ~votes.c.helpful).scalar_subquery()
# No new version: whoever edits the article has read the same words.
RECOUNT = articles.update().where(articles.c.id == param("article")).values(helpful=_good, unhelpful=_bad)
# Where several can vote at once, the second waits here, and its count sees what the first one said.
LOCK = select(articles.c.id).where(articles.c.id == param("id")).with_for_update(key_share=True)
ONE_OF = and_(votes.c.article_id == param("article"), votes.c.voter == param("whose"))
TAKE_BACK = votes.delete().where(ONE_OF)
OF_VOTER = select(votes.c.article_id).where(votes.c.voter == param("whose")).order_by(votes.c.article_id)
RECENTLY = (
    select(articles.c.id, INDEXED_AS)
    .where(is_published, articles.c.id.in_(select(votes.c.article_id).where(votes.c.voted_at > param("since"))))
    .order_by(articles.c.id)
)
COUNTS = (
    select(votes.c.helpful, votes.c.reason, func.count().label("n"))
    .where(votes.c.article_id == param("article"))
    .group_by(votes.c.helpful, votes.c.reason)
)
_said = (
    select(votes.c.id, votes.c.voter, votes.c.reason, votes.c.text, votes.c.of_version, votes.c.voted_at)
    .where(votes.c.article_id == param("article"), ~votes.c.helpful)
    .order_by(votes.c.voted_at.desc(), votes.c.id.desc())
    .limit(ROWS_A_PAGE + 1)
)
_earlier = or_(
    votes.c.voted_at < param("last_at"), and_(votes.c.voted_at == param("last_at"), votes.c.id < param("last_id"))
)
SAID = {False: _said, True: _said.where(_earlier)}


def hold(tx: Transaction, article_id: str) -> None:
    """Keep others from voting on the article before this transaction ends."""
    tx.rows(LOCK, id=article_id)


def put(tx: Transaction, vote: Vote) -> None:
    """Write what a voter says over what they said before. The article is held."""
    tx.put(votes, **asdict(vote))


def take_back(tx: Transaction, article_id: str, voter: str) -> None:
    """Forget what a voter said, if they did. The article is held."""
    tx.execute(TAKE_BACK, article=article_id, whose=voter)


def recount(tx: Transaction, article_id: str) -> None:
    """Write the numbers at the article."""
    tx.execute(RECOUNT, article=article_id)


def of_voter(db: Reading, voter: str) -> list[str]:
    """The articles that somebody voted on."""
    return [row.article_id for row in db.rows(OF_VOTER, whose=voter)]


def index_recent(tx: Transaction) -> None:
    """Have the articles indexed that were voted on lately.

    Longer than the time between two of these calls, so that a vote given while an indexer writes is not lost to it.
    """
    for row in tx.rows(RECENTLY, since=tx.now - WEIGHED_AGAIN):
        queue.put(tx, "article", row.id, row.indexed_as)


def counts(db: Reading, article_id: str) -> tuple[int, dict[str, int]]:
    """How many an article helped, and how many not, by reason."""
    rows = db.rows(COUNTS, article=article_id)
    return sum(row.n for row in rows if row.helpful), {row.reason: row.n for row in rows if not row.helpful}


def said(db: Reading, article_id: str, last: list[Any] | None) -> list[Row[Any]]:
    """A page of what did not help, and one more if there are more, newest first."""
    more = {} if last is None else {"last_at": last[0], "last_id": last[1]}
    return list(db.rows(SAID[last is not None], article=article_id, **more))
