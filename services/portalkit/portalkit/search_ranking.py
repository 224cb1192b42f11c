"""The ways to match a text, from strict to lenient, and what they are worth: the same for every search backend."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal

from .search import ENOUGH, FEW
from .search_text import Term, typos

# A stem that matches is worth its BM25; these are points, or shares of what the best field gives.
TYPO, UNFINISHED, OTHER_FIELDS, EXACT_FIRST = 0.1, 0.5, 0.2, 10.0
SYNONYM = 0.9  # a share of what the word itself would be worth
PINNED = 1000.0  # points, more than any text comes to, times the place from the end
# Among texts with most of the words: for having all, and for having them as they were typed. What has fewer of them
# stands above only when those are worth more than that, as in a title.
ALL_CLOSE, ALL_EXACT = 3.0, 3.0


@dataclass(frozen=True, slots=True)
class Way:
    """One step of a search: `every` word as it is, every word with `typos`, or `most` words with typos.

    `enough` is how many hits end the search there; each step finds what those before it did, and more. What `every`
    found stays on top of `typos`.
    """

    match: Literal["every", "typos", "most"]
    enough: int = 1


def ways(terms: Sequence[Term], few: int = FEW, forgiving: bool = True) -> list[Way]:
    """The steps for these terms; none when no word is searchable. Without forgiving, none is about typos.

    With so `few` that have every word, those with most of them come behind.
    """
    wanted = [term for term in terms if not term.small]
    if not wanted:
        return []
    several = len(wanted) > 1
    few = few if several else 1
    found = [Way("every", few)]
    if forgiving and any(may_be_wrong(term) for term in wanted):
        found = [Way("every", ENOUGH), Way("typos", few)]
    return [*found, Way("most")] if several else found


def most_of(count: int) -> int:
    """How many of so many words must be there when not all need be."""
    return ceil(count / 2)


def may_be_wrong(term: Term) -> bool:
    """Whether this word is one that is looked for with typos."""
    return not term.phrase and not term.small and any(typos(word) for word in term.words)
