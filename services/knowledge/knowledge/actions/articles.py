"""Write articles, publish and withdraw them."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from knowledge.actions.reaches import note
from knowledge.actions.revisions import keep_changed, keep_first
from knowledge.model import facts
from knowledge.model.article import (
    ARTICLE,
    DRAFT,
    PUBLISHED,
    WITHDRAWN,
    Article,
    check_can_write,
    check_dates,
    publication,
)
from knowledge.model.category import Category, key_of
from knowledge.model.revision import words_of
from knowledge.store import articles, categories, revisions
from portalkit.database import Transaction
from portalkit.errors import Invalid
from portalkit.ids import new_id
from portalkit.markdown import render
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
    language: str,
    genre: str = ARTICLE,
    published_at: datetime | None = None,
    expires_at: datetime | None = None,
) -> Article:
    """Begin a draft. Raises Forbidden, Invalid."""
    check_can_write(author)
    check_dates(published_at, expires_at)
    article = Article(
        id=new_id(),
        category_id=_category(tx, category_id).id,
        audience_key=key_of(audiences),
        author_id=author.id,
        title=title,
        summary=summary,
        body=body,
        product=product,
        language=language,
        genre=genre,
        published_at=published_at,
        expires_at=expires_at,
        created_at=tx.now,
        updated_at=tx.now,
        **rendered(body),
    )
    articles.add(tx, article)
    keep_first(tx, article)
    return article


def edit_article(tx: Transaction, editor: Viewer, id: str, version: int | None, changes: dict[str, Any]) -> Article:
    """Change an article that was read at `version`; one that is out is changed for its readers at once.

    A `note` among the changes says what was done; it stands beside the words in the history.
    Raises Forbidden, Missing, Stale, Invalid.
    """
    check_can_write(editor)
    article = articles.held(tx, id)
    changed = _write(tx, editor, article, version, _values(tx, article, changes))
    if changed.state != DRAFT:
        verb = "changed" if changed.state == PUBLISHED else "restated"
        tx.publish(f"knowledge.article.{verb}.v1", changed, facts.article(changed))
    return changed


def publish_article(tx: Transaction, editor: Viewer, id: str, version: int | None, changes: dict[str, Any]) -> Article:
    """Bring an article out, with last `changes`: at once, or at its `published_at`.

    Raises Forbidden, Missing, Stale, Invalid.
    """
    check_can_write(editor)
    article = articles.held(tx, id)
    at = publication(article, changes.get("published_at"), tx.now)
    values = _values(tx, article, changes | {"published_at": at})
    verb = "changed" if article.state == PUBLISHED else "published"
    changed = _write(tx, editor, article, version, values | {"state": PUBLISHED})
    tx.publish(f"knowledge.article.{verb}.v1", changed, facts.article(changed))
    return changed


def withdraw_article(tx: Transaction, editor: Viewer, id: str, version: int | None) -> Article:
    """Take an article back: nobody reads it any more, editors keep it. Raises Forbidden, Missing, Stale.

    A draft, or what was withdrawn before, stays as it is.
    """
    check_can_write(editor)
    article = articles.held(tx, id)
    state = WITHDRAWN if article.state == PUBLISHED else article.state
    changed = _write(tx, editor, article, version, {"state": state})
    if article.state != DRAFT:
        verb = "withdrawn" if article.state == PUBLISHED else "restated"
        tx.publish(f"knowledge.article.{verb}.v1", changed, facts.article(changed))
    return changed


def restore_revision(tx: Transaction, editor: Viewer, id: str, version: int | None, number: int) -> Article:
    """Give an article the words of an earlier revision; those that it has now stay in its history.

    Raises Forbidden, Missing, Stale.
    """
    check_can_write(editor)
    words = words_of(revisions.get(tx, id, number))
    return edit_article(tx, editor, id, version, words | {"note": f"Restored revision {number}"})


def rendered(body: str) -> dict[str, Any]:
    """The forms of a text that are kept beside it."""
    made = render(body)
    return {"html": made.html, "toc": [asdict(heading) for heading in made.toc], "plain": made.text}


def _values(tx: Transaction, article: Article, changes: dict[str, Any]) -> dict[str, Any]:
    """The columns that `changes` write. A time that is left empty keeps an article that is out where it is."""
    values = dict(changes)
    if "audiences" in values:
        values["audience_key"] = key_of(values.pop("audiences"))
    if "category_id" in values:
        _category(tx, values["category_id"])
    if values.get("body", article.body) != article.body:
        values |= rendered(values["body"])
    if values.get("published_at", article.published_at) is None and article.state != DRAFT:
        values.pop("published_at", None)
    check_dates(values.get("published_at", article.published_at), values.get("expires_at", article.expires_at))
    return values


def _write(tx: Transaction, editor: Viewer, article: Article, version: int | None, values: dict[str, Any]) -> Article:
    category = categories.get(tx, article.category_id)
    note(tx, editor, "changed", "article", {article.id: (article.audience_key, category.audience_key)})
    said = str(values.pop("note", ""))
    changed = articles.change(tx, article, version, values | {"updated_at": tx.now})
    keep_changed(tx, article, changed, editor.id, said)
    return changed


def _category(tx: Transaction, id: str) -> Category:
    category = categories.find(tx, id)
    if category is None:
        raise Invalid({"category_id": ["There is no such category."]})
    return category
