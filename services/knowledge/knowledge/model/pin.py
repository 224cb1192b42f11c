"""Pins: articles that stand first in the list of their category, in an order that its authors choose."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.model.article import Article
from portalkit.errors import Invalid, Refused

MOST = 10


@dataclass(frozen=True, slots=True)
class Pin:
    """An article is pinned in a category: at which place from 1, and until when; none is for good."""

    article_id: str
    category_id: str
    place: int
    until: datetime | None = None


def check_can_pin(article: Article, others: Sequence[Pin], until: datetime | None, now: datetime) -> None:
    """Raise Refused for a translation, which no list has, or one too many; Invalid for a time that is over."""
    if article.translation_of is not None:
        raise Refused("is-translation", "Lists have an article once, in its original language. Pin that.")
    if until is not None and until <= now:
        raise Invalid({"until": ["That is over already."]})
    if len(others) >= MOST:
        raise Refused("too-many", f"{MOST} articles are pinned in this category. Unpin one first.")


def in_order(others: Sequence[Pin], pin: Pin) -> list[Pin]:
    """All pins of a category with `pin` at its place, or last when it asks for more places than there are."""
    at = pin.place - 1
    return [replace(each, place=place) for place, each in enumerate([*others[:at], pin, *others[at:]], 1)]
