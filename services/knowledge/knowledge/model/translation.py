"""A translation says in another language what its original does; it lies where that lies, for whom that is."""

from collections.abc import Iterable
from typing import Any

from knowledge.model.article import PUBLISHED, WITHDRAWN, Article
from portalkit.errors import Invalid, Refused

LIKE_ITS_ORIGINAL = ("category_id", "audience_key", "product", "region", "genre")


def base(language: str) -> str:
    """The language of a tag: `pt` of `pt-BR`."""
    return language.partition("-")[0]


def check_place(original: Article, values: dict[str, Any]) -> None:
    """Raise Invalid when a translation would lie elsewhere than its original, or be for others."""
    if values.get("category_id", original.category_id) != original.category_id:
        raise Invalid({"category_id": ["A translation lies where its original does."]})
    if values.get("audience_key", original.audience_key) != original.audience_key:
        raise Invalid({"audiences": ["A translation is for whom its original is."]})


def check_language(taken: Iterable[str], language: str) -> None:
    """Raise Invalid when an article is there already in this language, or in that of another country."""
    if base(language) in map(base, taken):
        raise Invalid({"language": ["It is there in this language already."]})


def check_original_is_out(original: Article) -> None:
    """Raise Refused when a translation would come out before its original."""
    if original.state != PUBLISHED:
        raise Refused("original-not-published", "Publish the original first.")


def like(original: Article, translation: Article) -> dict[str, Any]:
    """What has to change in a translation after its original did: its place and readers; what was taken back, and
    where that went.
    """
    wanted = {name: getattr(original, name) for name in LIKE_ITS_ORIGINAL}
    if original.state == WITHDRAWN and translation.state == PUBLISHED:
        wanted |= {"state": WITHDRAWN, "merged_into": original.merged_into}
    return {name: value for name, value in wanted.items() if getattr(translation, name) != value}
