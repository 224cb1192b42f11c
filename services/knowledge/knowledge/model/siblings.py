"""Which articles are close to another: of the same product, in the same category, with the same words in the title."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

SHOWN = 5
WORD, PRODUCT, CATEGORY = 3, 4, 2  # what each of these in common is worth


@dataclass(frozen=True, slots=True)
class Near:
    """An article beside another, with the words of its title."""

    card: dict[str, Any]
    words: Collection[str]


def closest(words: Collection[str], category_id: str, product: str | None, near: list[Near]) -> list[dict[str, Any]]:
    """The cards of those of `near`, newest first among equals, that have most in common."""
    mine = set(words)

    def points(each: Near) -> int:
        shared = len(mine.intersection(each.words)) * WORD
        same_product = PRODUCT if product and each.card["product"] == product else 0
        return shared + same_product + (CATEGORY if each.card["category"]["id"] == category_id else 0)

    newest = sorted(near, key=lambda each: (each.card["published_at"], each.card["id"]), reverse=True)
    return [each.card for each in sorted(newest, key=points, reverse=True)[:SHOWN]]
