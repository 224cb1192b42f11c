"""Keep translations where their originals are."""

from typing import Any

from knowledge.model.article import Article
from knowledge.model.translation import check_language, check_place, like
from knowledge.store import articles, translations
from portalkit.database import Transaction
from portalkit.errors import Invalid, Missing


def check_translates(tx: Transaction, id: str, language: str, place: dict[str, Any]) -> None:
    """Raise Invalid unless an article can be translated into `language` and that would lie where it does."""
    try:
        original = articles.held(tx, id)
    except Missing as fault:
        raise Invalid({"translation_of": ["There is no such article."]}) from fault
    if original.translation_of is not None:
        raise Invalid({"translation_of": ["That is a translation itself: translate its original."]})
    check_language(languages(tx, original), language)
    check_place(original, place)


def check_stays(tx: Transaction, article: Article, values: dict[str, Any]) -> None:
    """Raise Invalid when `values` would part a translation from its original, or give two of them one language."""
    original = article
    if article.translation_of is not None:
        original = articles.held(tx, article.translation_of)
        check_place(original, values)
    language = values.get("language", article.language)
    if language != article.language:
        check_language(languages(tx, original, but=article.id), language)


def languages(tx: Transaction, original: Article, but: str | None = None) -> list[str]:
    """What an article is in, itself and by its translations, `but` the one with this id."""
    return [each.language for each in (original, *translations.held_of(tx, original.id)) if each.id != but]


def followers(tx: Transaction, changed: Article) -> list[tuple[Article, Article]]:
    """Change the translations of an article as it was changed; each as it was and as it is now."""
    if changed.translation_of is not None:
        return []
    return [
        (each, articles.change(tx, each, None, values))
        for each in translations.held_of(tx, changed.id)
        if (values := like(changed, each))
    ]
