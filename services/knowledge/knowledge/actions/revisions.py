"""Keep what the words of an article were, and bring earlier ones back."""

from datetime import datetime

from knowledge.model.article import Article
from knowledge.model.revision import Revision, words_of
from knowledge.store import revisions
from portalkit.database import Transaction
from portalkit.ids import new_id


def keep_first(tx: Transaction, article: Article) -> Revision:
    """Keep the words that an article began with."""
    return _add(tx, article, 1, article.author_id, article.updated_at, "")


def keep_changed(tx: Transaction, before: Article, after: Article, author_id: str, note: str) -> None:
    """Keep the words of an article that was changed, if they were; the article's row is held.

    Words that came without a revision, as by an import or an earlier release, are kept first.
    """
    if words_of(before) == words_of(after):
        return
    last = keep_current(tx, before)
    _add(tx, after, last.number + 1, author_id, after.updated_at, note)


def keep_current(tx: Transaction, article: Article) -> Revision:
    """The newest revision of an article, which has its words as they stand; the article's row is held."""
    last = revisions.last(tx, article.id)
    if last is None:
        return keep_first(tx, article)
    if words_of(last) != words_of(article):
        return _add(tx, article, last.number + 1, article.author_id, article.updated_at, "")
    return last


def _add(tx: Transaction, words: Article, number: int, author_id: str, saved_at: datetime, note: str) -> Revision:
    revision = Revision(new_id(), words.id, number, author_id, saved_at, note, **words_of(words))
    revisions.add(tx, revision)
    return revision
