"""Take over content from elsewhere, as often as it takes: the same item twice changes nothing, and nobody is told."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from knowledge.actions.categories import settle, unique
from knowledge.actions.credits import settle_credit
from knowledge.actions.revisions import keep_changed
from knowledge.actions.translations import followers, languages
from knowledge.actions.writing import rendered
from knowledge.model import facts
from knowledge.model.article import PUBLISHED, Article, check_dates
from knowledge.model.category import Category, key_of, placed
from knowledge.model.comment import SHOWN, Comment
from knowledge.model.translation import check_language, check_place
from knowledge.store import articles, categories, comments
from portalkit.database import Transaction
from portalkit.errors import Invalid
from portalkit.ids import new_id
from portalkit.markdown import render
from portalkit.posts import clean_body

CREATED, CHANGED, UNCHANGED = "created", "changed", "unchanged"


def import_category(
    tx: Transaction,
    external_id: str,
    *,
    name: str,
    description: str,
    parent: str | None,
    audiences: list[str],
    needs_review: bool,
    **more: Any,
) -> tuple[str, str]:
    """Add or change the category known elsewhere as `external_id`; its id here, and what became of it.

    `more` are its `products`, `regions`, `owner_id` and `deputy_id`, as far as they are given: these two may not be
    known here yet.
    """
    categories.hold_tree(tx)
    above = _category(tx, "parent", parent) if parent else None
    known = categories.by_external_id(tx, external_id)
    values: dict[str, Any] = {"name": name, "description": description, "own_key": key_of(audiences), **unique(more)}
    values["needs_review"] = needs_review
    if known is None:
        made = placed(Category(new_id(), None, external_id=external_id, **values), above)
        categories.add(tx, made)
        tx.publish("knowledge.category.restated.v1", made, facts.category(made))
        return made.id, CREATED
    wanted = placed(replace(known, **values), above)
    if wanted == known:
        return known.id, UNCHANGED
    settle(tx, known, None, values | {"parent_id": above.id if above else None}, "restated")
    return known.id, CHANGED


def import_article(
    tx: Transaction,
    external_id: str,
    *,
    category: str,
    audiences: list[str],
    translation_of: str | None = None,
    credits: list[str] | None = None,
    **given: Any,
) -> tuple[str, str]:
    """Add or change the published article known elsewhere as `external_id`; its id, and what became of it.

    `credits` are those who wrote the topic that it grew out of: they have points for whom it helps.

    The original of a translation comes before it.
    """
    check_dates(given["published_at"], given.get("expires_at"))
    original = _original(tx, translation_of, given["language"], external_id) if translation_of else None
    values = given | {
        "credits": list(dict.fromkeys(credits or [])) or None,
        "translation_of": original.id if original else None,
        "category_id": _category(tx, "category", category).id,
        "audience_key": key_of(audiences),
        "state": PUBLISHED,
    }
    if original:
        check_place(original, values)
    known = articles.by_external_id(tx, external_id)
    if known is None:
        made = Article(
            id=new_id(),
            external_id=external_id,
            created_at=given["published_at"],
            **values,
            **rendered(tx, given["body"]),
        )
        articles.add(tx, made)
        tx.publish("knowledge.article.restated.v1", made, facts.article(made))
        return made.id, CREATED
    if all(getattr(known, name) == value for name, value in values.items()):
        return known.id, UNCHANGED
    changed = articles.change(tx, known, None, values | rendered(tx, given["body"]))
    keep_changed(tx, known, changed, changed.author_id, "Imported")
    for each in (changed, *(after for _, after in followers(tx, changed))):
        tx.publish("knowledge.article.restated.v1", each, facts.article(each))
    settle_credit(tx, changed)
    return changed.id, CHANGED


def import_comment(
    tx: Transaction, external_id: str, *, article: str, author_id: str, body: str, written_at: datetime
) -> tuple[str, str]:
    """Add or change the comment known elsewhere as `external_id`; its id, and what became of it.

    One that was changed, hidden or deleted here since then stays as it is. Raises Invalid.
    """
    place = articles.by_external_id(tx, article)
    if place is None:
        raise Invalid({"article": [f"Import the article {article!r} first."]})
    known, text = comments.imported(tx, external_id), clean_body(body)
    html = render(text, anchors=False).html
    if known is None:
        made = Comment(new_id(), place.id, author_id, text, html, written_at)
        comments.add(tx, made, external_id)
        tx.publish("knowledge.comment.restated.v1", made, facts.comment(made))
        return made.id, CREATED
    wanted = replace(known, author_id=author_id, body=text, html=html, written_at=written_at)
    if known.edited_at is not None or known.state != SHOWN or wanted == known:
        return known.id, UNCHANGED
    changed = comments.change(tx, known, None, author_id=author_id, body=text, html=html, written_at=written_at)
    tx.publish("knowledge.comment.restated.v1", changed, facts.comment(changed))
    return changed.id, CHANGED


def alike(tx: Transaction, items: Iterable[dict[str, Any]], ids: Iterable[str]) -> list[str | None]:
    """For each of these items, imported as `ids`, the oldest other article of that title in its language, if any."""
    wanted = [(item["title"], item["language"]) for item in items]
    others: dict[tuple[str, str], list[str]] = {}
    for row in articles.titled(tx, {title for title, _ in wanted}):
        others.setdefault((row.title, row.language), []).append(row.id)
    pairs = zip(wanted, ids, strict=True)
    return [next((other for other in others.get(same, ()) if other != id), None) for same, id in pairs]


def _original(tx: Transaction, external_id: str, language: str, translation: str) -> Article:
    found = articles.by_external_id(tx, external_id)
    if found is None or found.translation_of is not None:
        raise Invalid({"translation_of": [f"Import the original {external_id!r} first."]})
    known = articles.by_external_id(tx, translation)
    check_language(languages(tx, found, but=known.id if known else None), language)
    return found


def _category(tx: Transaction, field: str, external_id: str) -> Category:
    found = categories.by_external_id(tx, external_id)
    if found is None:
        raise Invalid({field: [f"Import the category {external_id!r} first."]})
    return found
