"""Save things, to find them again."""

from knowledge.model.bookmark import ARTICLE, CATEGORY, TOPIC, Bookmark, check_room
from knowledge.store import bookmarks, shelves
from portalkit.database import Transaction
from portalkit.errors import Missing
from portalkit.viewer import Viewer


def save_article(tx: Transaction, reader: Viewer, article_id: str, saved: bool) -> bool:
    """Save an article that `reader` may read, or forget it. Raises Missing, Refused."""
    if saved:
        shelves.check_readable(tx, reader, article_id)
    return _save(tx, reader, ARTICLE, article_id, saved)


def save_topic(tx: Transaction, reader: Viewer, topic_id: str, saved: bool) -> bool:
    """Save a topic that `reader` may read as far as is known here, or forget it. Raises Missing, Refused."""
    if saved and not bookmarks.may_read_topic(tx, reader, topic_id):
        raise Missing()
    return _save(tx, reader, TOPIC, topic_id, saved)


def save_category(tx: Transaction, reader: Viewer, category_id: str, saved: bool) -> bool:
    """Keep a category that `reader` may read among what is for them first, or no more. Raises Missing, Refused."""
    if saved and not bookmarks.may_read_category(tx, reader, category_id):
        raise Missing()
    return _save(tx, reader, CATEGORY, category_id, saved)


def forget_bookmarks(tx: Transaction, person_id: str) -> None:
    """Forget all that somebody saved who is here no more."""
    bookmarks.forget(tx, person_id)


def _save(tx: Transaction, reader: Viewer, kind: str, thing_id: str, saved: bool) -> bool:
    if saved:
        tx.alone(f"bookmarks {reader.id}")
        check_room(bookmarks.number(tx, reader.id))
        bookmarks.put(tx, Bookmark(reader.id, thing_id, kind, tx.now))
    else:
        bookmarks.remove(tx, reader.id, thing_id)
    return saved
