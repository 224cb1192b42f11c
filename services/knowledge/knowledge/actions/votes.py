"""Say whether an article helped, and tell who looks after it."""

from datetime import timedelta

from knowledge.actions.credits import settle_credit
from knowledge.actions.notices import NOBODY, give
from knowledge.model.article import Article
from knowledge.model.vote import UNHELPFUL, Vote, check_can_vote, check_reason, said, voter_of
from knowledge.store import articles, notices, shelves, upkeep, votes
from portalkit.database import Transaction
from portalkit.ids import new_id
from portalkit.viewer import Viewer

TOLD_AGAIN = timedelta(days=1)  # who looks after an article hears of one vote a day, and reads the others there


def vote(
    tx: Transaction,
    reader: Viewer,
    article_id: str,
    *,
    helpful: bool,
    reason: str | None,
    text: str,
    browser: str | None = None,
) -> Vote:
    """Say whether an article that `reader` may read helped; a visitor by the key of their `browser`.

    Whoever voted before says something else now; whoever voted as a visitor and signed in counts once.
    Raises Missing, Refused, Invalid.
    """
    check_reason(helpful, reason, text)
    votes.hold(tx, article_id)
    shelves.check_readable(tx, reader, article_id)
    article = articles.get(tx, article_id)
    check_can_vote(reader, article.author_id)
    cast = Vote(
        new_id(),
        article_id,
        voter_of(reader, browser),
        helpful,
        None if helpful else reason,
        "" if helpful else text.strip(),
        article.version,
        tx.now,
    )
    if reader.signed_in and browser is not None:
        votes.take_back(tx, article_id, voter_of(Viewer(), browser))
    votes.put(tx, cast)
    votes.recount(tx, article_id)
    settle_credit(tx, article)
    if not helpful:
        _tell(tx, article, reader, cast)
    return cast


def weigh_votes(tx: Transaction) -> None:
    """Let the search know which articles help."""
    votes.index_recent(tx)


def forget_votes(tx: Transaction, person_id: str) -> None:
    """Take back what somebody said who is here no more."""
    for article_id in votes.of_voter(tx, person_id):
        votes.hold(tx, article_id)
        votes.take_back(tx, article_id, person_id)
        votes.recount(tx, article_id)
        settle_credit(tx, articles.get(tx, article_id))


def _tell(tx: Transaction, article: Article, reader: Viewer, cast: Vote) -> None:
    if notices.given_since(tx, article.id, UNHELPFUL, tx.now - TOLD_AGAIN):
        return
    for person_id in upkeep.keepers(tx, article.id):
        if person_id != reader.id:
            give(tx, person_id, UNHELPFUL, article, NOBODY, said(cast))
