"""Keep what the words of an article were, and what somebody proposes that they be."""

from datetime import datetime

from knowledge.model.article import Article
from knowledge.model.revision import Revision, words_of
from knowledge.store import revisions
from portalkit.database import Transaction
from portalkit.ids import new_id

Words = dict[str, str]


def keep_first(tx: Transaction, article: Article) -> Revision:
    """Keep the words that an article began with."""
    return _add(tx, article.id, words_of(article), 1, article.author_id, article.updated_at)


def keep_changed(tx: Transaction, before: Article, after: Article, author_id: str, note: str) -> None:
    """Keep the words of an article that was changed, if they were; the article's row is held.

    Words that came without a revision, as by an import or an earlier release, are kept first.
    """
    if words_of(before) != words_of(after):
        keep_current(tx, before)
        _add(tx, after.id, words_of(after), _next(tx, after.id), author_id, after.updated_at, note)


def keep_current(tx: Transaction, article: Article) -> Revision:
    """The newest revision that came out or stands in the draft, with the article's words; the article's row is held."""
    out = revisions.last_out(tx, article.id)
    if out is not None and words_of(out) == words_of(article):
        return out
    number = _next(tx, article.id)
    return _add(tx, article.id, words_of(article), number, article.author_id, article.updated_at)


def propose(tx: Transaction, article: Article, words: Words, author_id: str, note: str) -> None:
    """Keep words beside those that the readers of an article have; the article's row is held.

    Proposing what they have already takes an earlier proposal back.
    """
    keep_current(tx, article)
    last = revisions.last(tx, article.id)
    if last is None or words_of(last) != words:
        proposed = words != words_of(article)
        _add(tx, article.id, words, _next(tx, article.id), author_id, tx.now, note, proposed)


def pending(tx: Transaction, article_id: str) -> Revision | None:
    """The words that are proposed for an article: its newest revision, if that has not come out."""
    last = revisions.last(tx, article_id)
    return last if last is not None and last.proposed else None


def _next(tx: Transaction, article_id: str) -> int:
    last = revisions.last(tx, article_id)
    return last.number + 1 if last is not None else 1


def _add(
    tx: Transaction,
    article_id: str,
    words: Words,
    number: int,
    author_id: str,
    saved_at: datetime,
    note: str = "",
    proposed: bool = False,
) -> Revision:
    revision = Revision(new_id(), article_id, number, author_id, saved_at, proposed, note, **words)
    revisions.add(tx, revision)
    return revision
