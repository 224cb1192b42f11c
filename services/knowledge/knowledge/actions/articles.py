"""Write articles, publish and withdraw them."""

from datetime import datetime
from typing import Any

from knowledge.actions.remits import check_in_remit
from knowledge.actions.revisions import keep_first
from knowledge.actions.translations import check_translates
from knowledge.actions.writing import category_of, follow, rendered, save, tell, values_of, write
from knowledge.model.article import (
    ARTICLE,
    PUBLISHED,
    WITHDRAWN,
    Article,
    check_can_merge,
    check_can_write,
    check_dates,
    publication,
)
from knowledge.model.category import key_of
from knowledge.model.review import check_can_publish
from knowledge.model.revision import words_of
from knowledge.store import articles, reviews, revisions
from portalkit import acts
from portalkit.database import Transaction
from portalkit.errors import Invalid
from portalkit.ids import new_id
from portalkit.viewer import Viewer


def write_article(
    tx: Transaction,
    author: Viewer,
    *,
    category_id: str,
    audiences: list[str],
    title: str,
    summary: str,
    body: str,
    product: str | None,
    region: str | None = None,
    language: str,
    genre: str = ARTICLE,
    published_at: datetime | None = None,
    expires_at: datetime | None = None,
    translation_of: str | None = None,
    topic_id: str | None = None,
    credits: list[str] | None = None,
    commentable: bool = True,
) -> Article:
    """Begin a draft, perhaps a translation, or out of a topic, whose writers it credits. Raises Forbidden, Invalid."""
    _check_may_begin(tx, author, category_id, published_at, expires_at)
    key = key_of(audiences)
    if translation_of is not None:
        check_translates(tx, translation_of, language, {"category_id": category_id, "audience_key": key})
    article = Article(
        id=new_id(),
        category_id=category_id,
        audience_key=key,
        author_id=author.id,
        title=title,
        summary=summary,
        body=body,
        product=product,
        region=region,
        language=language,
        genre=genre,
        commentable=commentable,
        translation_of=translation_of,
        published_at=published_at,
        expires_at=expires_at,
        topic_id=topic_id,
        credits=list(dict.fromkeys(credits or [])) or None,
        created_at=tx.now,
        updated_at=tx.now,
        **rendered(tx, body),
    )
    articles.add(tx, article)
    keep_first(tx, article)
    return article


def _check_may_begin(
    tx: Transaction, author: Viewer, category_id: str, published_at: datetime | None, expires_at: datetime | None
) -> None:
    check_can_write(author)
    check_dates(published_at, expires_at)
    check_in_remit(tx, author, category_of(tx, category_id))


def edit_article(tx: Transaction, editor: Viewer, id: str, version: int | None, changes: dict[str, Any]) -> Article:
    """Change an article that was read at `version`; one that is out is changed for its readers at once.

    Where its category needs a review of what `editor` does, its words are only proposed: readers keep those they have.
    A `note` among the changes says what was done; it stands beside the words in the history.
    Raises Forbidden, Missing, Stale, Invalid, Refused.
    """
    check_can_write(editor)
    article = articles.held(tx, id)
    return save(tx, editor, article, version, changes)


def publish_article(tx: Transaction, editor: Viewer, id: str, version: int | None, changes: dict[str, Any]) -> Article:
    """Bring an article out, with last `changes`: at once, or at its `published_at`.

    Raises Forbidden, Missing, Stale, Invalid, and Refused where it needs a review.
    """
    check_can_write(editor)
    article = articles.held(tx, id)
    waiting = reviews.waiting(tx, id)
    for category_id in {article.category_id, changes.get("category_id", article.category_id)}:
        check_can_publish(editor, category_of(tx, category_id), waiting)
    at = publication(article, changes.get("published_at"), tx.now)
    values = values_of(tx, article, changes | {"published_at": at})
    changed = write(tx, editor, article, version, values | {"state": PUBLISHED, "merged_into": None})
    follow(tx, editor, article, changed)
    if article.state != PUBLISHED:
        acts.note(tx, editor, "article.published", id)
    return tell(tx, article, changed)


def withdraw_article(tx: Transaction, editor: Viewer, id: str, version: int | None) -> Article:
    """Take an article back: nobody reads it any more, editors keep it. Raises Forbidden, Missing, Stale.

    A draft, or what was withdrawn before, stays as it is.
    """
    check_can_write(editor)
    article = articles.held(tx, id)
    state = WITHDRAWN if article.state == PUBLISHED else article.state
    if state != article.state:
        acts.note(tx, editor, "article.withdrawn", id)
    return tell(tx, article, write(tx, editor, article, version, {"state": state}))


def merge_article(tx: Transaction, editor: Viewer, id: str, version: int | None, into_id: str) -> Article:
    """Let another article take the place of this one, whose address leads there from now on.

    What was merged into this one before follows. Raises Forbidden, Missing, Stale, Invalid.
    """
    check_can_write(editor)
    tx.alone("merging")
    article, into = articles.held(tx, id), articles.find(tx, into_id)
    if into is None:
        raise Invalid({"into": ["There is no such article."]})
    check_can_merge(article, into)
    articles.lead_on(tx, article.id, into.id)
    acts.note(tx, editor, "article.merged", id, into=into.id)
    return tell(tx, article, write(tx, editor, article, version, {"state": WITHDRAWN, "merged_into": into.id}))


def restore_revision(tx: Transaction, editor: Viewer, id: str, version: int | None, number: int) -> Article:
    """Give an article the words of an earlier revision; those that it has now stay in its history.

    Raises what `edit_article` raises.
    """
    check_can_write(editor)
    words = words_of(revisions.get(tx, id, number))
    return edit_article(tx, editor, id, version, words | {"note": f"Restored revision {number}"})
